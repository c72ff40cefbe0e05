using System.Threading.Channels;
using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>
/// Executes commands in groups: whatever has gathered while the previous transaction ran becomes the next one. There is no timer, so a
/// lone command waits for nobody.
/// </summary>
internal sealed class GroupCommit : IHostedService, IAsyncDisposable
{
    /// <summary>The key of the one that sagas have to themselves.</summary>
    public const string OfSagas = "sagas";

    private readonly Channel<PendingCommand> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<BatchExecutor> _createExecutor;
    private readonly StoreOptions _options;
    private Task _writers = Task.CompletedTask;

    public GroupCommit(IOptions<StoreOptions> options, Func<BatchExecutor> createExecutor, InboxMetrics metrics)
    {
        _options = options.Value;
        _createExecutor = createExecutor;
        _queue = Channel.CreateBounded<PendingCommand>(new BoundedChannelOptions(_options.QueueCapacity)
        {
            SingleReader = _options.Writers == 1,
        });
        metrics.ObserveQueue(() => _queue.Reader.Count);
    }

    /// <summary>Executes a command, once in effect however often it is given.</summary>
    /// <param name="pending">The command.</param>
    /// <param name="cancellationToken">Takes the command back while it waits; once a transaction has it, it is executed.</param>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    /// <exception cref="StoreUnavailableException">The command may or may not have been executed; giving it again finds out.</exception>
    public Task<CommandResult> ExecuteAsync(PendingCommand pending, CancellationToken cancellationToken) =>
        InboxActivities.AreWanted ? ExecuteTracedAsync(pending, cancellationToken) : EnqueueAsync(pending, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writers = Task.WhenAll(Enumerable.Range(0, _options.Writers).Select(_ => WriteAsync(_createExecutor())));
        return Task.CompletedTask;
    }

    /// <summary>Executes what is waiting, for as long as the host allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();

        try
        {
            await _writers.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _stopping.CancelAsync();
            await _writers;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stopping.Dispose();
    }

    private async Task<CommandResult> ExecuteTracedAsync(PendingCommand pending, CancellationToken cancellationToken)
    {
        using var activity = InboxActivities.StartCommand(pending);
        pending.Activity = activity;

        try
        {
            var result = await EnqueueAsync(pending, cancellationToken).ConfigureAwait(false);
            activity?.Complete(result);
            return result;
        }
        catch (Exception exception)
        {
            activity?.Fail(exception);
            throw;
        }
    }

    private async Task<CommandResult> EnqueueAsync(PendingCommand pending, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The inbox is stopping.", exception);
        }

        await using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingCommand)state!).Cancel(token), pending);

        return await pending.Task;
    }

    private async Task WriteAsync(BatchExecutor executor)
    {
        await using var owned = executor;
        var batch = new PendingCommand[_options.MaxBatchSize];

        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var count = 0;

            while (count < batch.Length && _queue.Reader.TryRead(out var pending))
            {
                if (pending.TryTake())
                {
                    batch[count++] = pending;
                }
            }

            if (count > 0)
            {
                await ExecuteAsync(executor, new(batch, 0, count)).ConfigureAwait(false);
                Array.Clear(batch, 0, count);
            }
        }
    }

    // Commands of another kind are another transaction. Whatever has to stay in order waits for its predecessor before it comes here.
    private async Task ExecuteAsync(BatchExecutor executor, ArraySegment<PendingCommand> batch)
    {
        var kind = batch[0].Kind;

        if (batch.All(pending => pending.Kind == kind))
        {
            await executor.ExecuteAsync(batch, _stopping.Token).ConfigureAwait(false);
            return;
        }

        foreach (var group in batch.GroupBy(pending => pending.Kind).ToArray())
        {
            await executor.ExecuteAsync(group.ToArray(), _stopping.Token).ConfigureAwait(false);
        }
    }
}
