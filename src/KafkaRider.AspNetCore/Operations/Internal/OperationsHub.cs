using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells SignalR clients what others get as server-sent events.</summary>
internal sealed class OperationsHub(OperationLookup lookup, OperationEvents events, CallerKeys callers) : Hub
{
    public const string Path = "/hubs/operations";

    /// <summary>Is how many operations one connection may follow at a time.</summary>
    public const int MaxWatches = 100;

    private static readonly object WatchesKey = new();

    public override Task OnConnectedAsync()
    {
        Context.Items[WatchesKey] = new SemaphoreSlim(MaxWatches);
        return base.OnConnectedAsync();
    }

    /// <summary>Streams the events of an operation from its present status on, up to the last one.</summary>
    public async IAsyncEnumerable<OperationEvent> Watch(string operationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watches = (SemaphoreSlim)Context.Items[WatchesKey]!;

        if (!await watches.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new HubException($"A connection may follow {MaxWatches} operations at a time.");
        }

        try
        {
            var http = Context.GetHttpContext()!;
            var pathBase = http.Request.PathBase;

            if (await FindAsync(operationId, callers.Of(http), cancellationToken) is not { } operation)
            {
                throw new HubException(lookup.WhyNotFound().Detail);
            }

            await foreach (var next in events.FollowAsync(operation.Id, lastId: 0, pathBase, cancellationToken))
            {
                // SignalR shows by itself that the connection is alive.
                if (next is not null)
                {
                    yield return next;
                }
            }
        }
        finally
        {
            watches.Release();
        }
    }

    private async Task<Operation?> FindAsync(string id, ulong? caller, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.FindAsync(id, caller, cancellationToken);
        }
        catch (OperationArchiveException exception)
        {
            throw new HubException(ExceptionProblems.For(exception).Detail);
        }
    }
}
