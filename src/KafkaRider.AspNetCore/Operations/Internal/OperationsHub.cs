using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells SignalR clients what others get as server-sent events.</summary>
/// <remarks>
/// SignalR logs every refusal as an error with its stack, however often a client asks for what there is not. An application does well to silence its
/// category <c>Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher</c>: what is unexpected is logged here.
/// </remarks>
internal sealed partial class OperationsHub(
    OperationLookup lookup, OperationEvents events, OperationLimits limits, WatchRates rates, IOptions<OperationsOptions> options,
    CallerKeys callers, ILogger<OperationsHub> logger) : Hub
{
    public const string Path = "/hubs/operations";

    private static readonly object WatchesKey = new();
    private static readonly object ConnectionKey = new();

    public override Task OnConnectedAsync()
    {
        if (limits.Connections.TryTake() is { } place)
        {
            Context.Items[ConnectionKey] = place;
            Context.Items[WatchesKey] = new Places(options.Value.MaxWatches);
        }
        else
        {
            // Others were quicker to take the last places.
            Context.Abort();
        }

        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[ConnectionKey] as IDisposable)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Streams the events of an operation from its present status on, up to the last one.</summary>
    public async IAsyncEnumerable<OperationEvent> Watch(string operationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var http = Context.GetHttpContext()!;

        if (!rates.TryTake(http))
        {
            throw new HubException(RateLimitExtensions.TooMany);
        }

        using var watch = ((Places)Context.Items[WatchesKey]!).TryTake()
            ?? throw new HubException($"A connection may follow {options.Value.MaxWatches} operations at a time.");
        using var stream = limits.Streams.TryTake() ?? throw new HubException(limits.NoStream.Detail);

        if (await FindAsync(operationId, callers.Of(http), cancellationToken) is not { } operation)
        {
            throw new HubException(lookup.WhyNotFound().Detail);
        }

        await using var following = events.FollowAsync(operation.Id, lastId: 0, http.Request.PathBase, cancellationToken).GetAsyncEnumerator(cancellationToken);

        while (await MoveNextAsync(following))
        {
            // SignalR shows by itself that the connection is alive.
            if (following.Current is { } next)
            {
                yield return next;
            }
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<OperationEvent?> following)
    {
        try
        {
            return await following.MoveNextAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
            throw;
        }
    }

    private async Task<Operation?> FindAsync(string id, ulong? caller, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.FindAsync(id, caller, cancellationToken);
        }
        catch (Exception exception) when (exception is TooManyWaitersException or OperationArchiveException)
        {
            throw new HubException(OperationLimits.Explain(exception).Detail);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Following an operation failed", EventName = "WatchFailed")]
    private partial void LogFailed(Exception exception);
}
