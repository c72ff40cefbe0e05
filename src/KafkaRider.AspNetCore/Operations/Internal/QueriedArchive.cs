using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Asks those who execute commands for operations that they keep.</summary>
internal sealed class QueriedArchive(string topic, IServiceScopeFactory scopes, TimeProvider time) : IOperationArchive
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _silent;

    public async Task<ArchivedOperation?> FindAsync(Guid operationId, CancellationToken cancellationToken)
    {
        // While nobody executes commands of this topic, not everyone who asks for anything is to wait that long to be told so.
        if (Interlocked.Read(ref _silent) is not 0 and var silent && time.GetElapsedTime(silent) < Pause)
        {
            throw new OperationArchiveException(new TimeoutException($"Nobody has answered at {topic} a moment ago."));
        }

        await using var scope = scopes.CreateAsyncScope();

        // Under a test harness there is one for all.
        var client = scope.ServiceProvider.GetKeyedService<IRequestClient<GetOperation>>(topic)
            ?? scope.ServiceProvider.GetRequiredService<IRequestClient<GetOperation>>();

        try
        {
            var answer = await client.GetResponse<OperationFound, OperationUnknown>(new GetOperation(operationId), cancellationToken, Timeout);
            return answer.Is(out Response<OperationFound>? found) ? Read(found.Message) : null;
        }
        catch (Exception exception) when (exception is RequestException or RequestNotAcceptedException)
        {
            if (exception is RequestTimeoutException)
            {
                Interlocked.Exchange(ref _silent, time.GetTimestamp());
            }

            throw new OperationArchiveException(exception);
        }
    }

    private static ArchivedOperation Read(OperationFound found) =>
        new(found.OutcomeType, found.Outcome, found.Fingerprint, found.CompletedAt, found.Caller) { Process = found.Process };
}
