using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Follows operations for clients that want to be told. A client that waits holds no thread.</summary>
internal sealed class OperationEvents(
    OperationView view, OperationAnswers answers, LastSteps lastSteps, IOptions<OperationsOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>
    /// Returns the events of an operation as they happen, up to the last one, and <see langword="null"/> when nothing has happened for a
    /// while. It ends before the last one when the process stops, or the client has stayed long enough: it can go on elsewhere.
    /// </summary>
    public async IAsyncEnumerable<OperationEvent?> FollowAsync(
        Guid id, int lastId, PathString pathBase, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var start = time.GetTimestamp();

        var isOver = false;

        while (!isOver
            && time.GetElapsedTime(start) < options.Value.StreamLifetime
            && await WaitAsync(id, lastId, ending.Token) is { } operation)
        {
            var events = OperationEvent.After(lastId, operation, view.ChangesOf(operation), shown => answers.Show(shown, pathBase)).ToArray();

            foreach (var next in events)
            {
                lastId = next.Id;
                isOver = next.Event == OperationEvent.Completed;
                yield return next;
            }

            if (events is [])
            {
                yield return null;
            }
        }
    }

    private async Task<Operation?> WaitAsync(Guid id, int lastId, CancellationToken ending)
    {
        try
        {
            var found = await view.FollowAsync(
                id, operation => OperationEvent.LastIdOf(operation) > lastId, options.Value.StreamHeartbeat, ending);

            // What ends now tells of no step that is heard of later.
            return found is null ? null : await lastSteps.AddAsync(found, ending);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
