using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Executes batches on a session of its own, again where that helps, and in parts where one command spoils it for the others.</summary>
internal sealed partial class BatchExecutor(
    WriterSession session,
    SchemaState schema,
    IOptions<StoreOptions> options,
    WriterState state,
    InboxMetrics metrics,
    TransactionParts parts,
    TimeProvider timeProvider,
    ILogger<BatchExecutor> logger) : IAsyncDisposable
{
    private const int AttemptsInHalves = 2;

    // After one that met what was there already. Where that is usual, a lost attempt in so many is little.
    private const int BatchesToReadFirst = 32;

    private readonly StoreOptions _options = options.Value;
    private readonly ReasonLog _splits = new(timeProvider);
    private int _batchesToReadFirst;

    /// <summary>Executes the commands and completes every one of them, with its result or with the reason for having none.</summary>
    public async Task ExecuteAsync(ArraySegment<PendingCommand> batch, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(new BatchScope(batch));
        await ExecuteAsync(batch, _options.MaxAttempts, cancellationToken);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task ExecuteAsync(ArraySegment<PendingCommand> batch, int maxAttempts, CancellationToken cancellationToken)
    {
        var readFirst = MustReadFirst(batch);
        var isCutOff = true;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryAsync(batch, readFirst, cancellationToken);
                return;
            }
            catch (Exception exception) when (!readFirst && DatabaseErrors.IsDuplicateKey(exception))
            {
                // Not a failed attempt: this is how the batch learns that it has to look.
                await session.RecoverAsync(exception);
                metrics.Retried(exception);
                _batchesToReadFirst = BatchesToReadFirst;
                readFirst = true;
                attempt--;
            }
            catch (Exception exception) when (attempt == 1 && batch.Count == 1 && DatabaseErrors.IsTooLarge(exception))
            {
                // Only a new session knows of a limit that was raised.
                await session.CloseAsync();
            }
            catch (Exception exception)
            {
                isCutOff &= session.IsCutOff(exception);
                await session.RecoverAsync(exception);
                readFirst = true;
                batch = WithoutCompleted(batch);

                if (batch.Count == 0)
                {
                    return;
                }

                if (cancellationToken.IsCancellationRequested)
                {
                    Fail(batch, new StoreUnavailableException("The inbox is stopping.", exception));
                    return;
                }

                if (DatabaseErrors.IsRefusal(exception) || attempt >= maxAttempts)
                {
                    await GiveUpAsync(batch, exception, isCutOff, cancellationToken);
                    return;
                }

                metrics.Retried(exception);
                await NoteFailureAsync(batch.Count, exception, attempt, cancellationToken);
            }
        }
    }

    private async Task NoteFailureAsync(int count, Exception exception, int attempt, CancellationToken cancellationToken)
    {
        if (DatabaseErrors.IsDuplicateKey(exception))
        {
            // Another instance was first, which is nothing unusual; its row is there to be read.
            LogRetry(LogLevel.Debug, count, attempt, "it met a row of somebody else");
            return;
        }

        if (DatabaseErrors.IsLockConflict(exception))
        {
            LogRetry(LogLevel.Warning, count, attempt, DatabaseReasons.Explain(exception));
        }
        else
        {
            state.Failed(exception);
        }

        await PauseAsync(attempt, cancellationToken);
    }

    // A batch that only creates usually meets nothing, and the unique keys tell if it does.
    private bool MustReadFirst(ArraySegment<PendingCommand> batch)
    {
        if (_batchesToReadFirst > 0)
        {
            _batchesToReadFirst--;
            return true;
        }

        // And one that may have been executed and forgotten must not count as new.
        return batch.Any(pending => pending.NeedsRows || parts.Horizon.IsBehind(pending.Operation.SentAt));
    }

    private async Task TryAsync(ArraySegment<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = InboxActivities.StartTransaction(batch);
        var started = timeProvider.GetTimestamp();

        try
        {
            await schema.WaitAsync(_options.CommandTimeout, timeProvider, cancellationToken);
            var opened = await session.OpenAsync(cancellationToken);
            await batch[0].CreateTransaction(opened, parts).ExecuteAsync(batch, readFirst, cancellationToken);
        }
        catch (Exception exception)
        {
            activity?.Fail(exception);
            throw;
        }

        state.Succeeded();
        metrics.Executed(batch.Count, timeProvider.GetElapsedTime(started));

        foreach (var pending in batch)
        {
            metrics.Answered(pending.Failure is null ? pending.Decided.Outcome.GetType() : null, pending.Decided.Replayed);
            pending.Complete();
        }
    }

    private async Task GiveUpAsync(ArraySegment<PendingCommand> batch, Exception exception, bool isCutOff, CancellationToken cancellationToken)
    {
        var concernsSomeOnly = DatabaseErrors.ConcernsSomeOnly(exception);

        // A server, or what is before it, that ends the connection at every attempt may do so because of what it is sent.
        if (batch.Count > 1 && (concernsSomeOnly || isCutOff))
        {
            // Fewer attempts than usual: the others wait until the one is found, and whoever sent that one tries it again.
            var half = batch.Count / 2;
            if (!DatabaseErrors.IsTooLarge(exception) && _splits.TryTake(DatabaseReasons.Explain(exception), out var leftOut))
            {
                LogSplit(batch.Count, DatabaseReasons.Explain(exception), leftOut);
            }

            await ExecuteAsync(batch[..half], AttemptsInHalves, cancellationToken);
            await ExecuteAsync(batch[half..], AttemptsInHalves, cancellationToken);
        }
        else if (DatabaseErrors.IsTooLarge(exception))
        {
            Fail(batch, new InvalidCommandException("The command is larger than the database takes.", exception));
        }
        else if (DatabaseErrors.IsDataError(exception))
        {
            Fail(batch, new InvalidCommandException("The database refuses the content of the command.", exception));
        }
        else
        {
            if (!concernsSomeOnly)
            {
                state.Failed(exception);
            }

            Fail(batch, new StoreUnavailableException($"The command could not be executed: {DatabaseReasons.Explain(exception)}.", exception));
        }
    }

    private async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var pause = _options.RetryDelay * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
        await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // One that holds up the others is failed as soon as it is found.
    private static ArraySegment<PendingCommand> WithoutCompleted(ArraySegment<PendingCommand> batch) =>
        batch.Any(pending => pending.Task.IsCompleted) ? batch.Where(pending => !pending.Task.IsCompleted).ToArray() : batch;

    private static void Fail(ArraySegment<PendingCommand> batch, Exception exception)
    {
        foreach (var pending in batch)
        {
            pending.TrySetException(exception);
        }
    }

    [LoggerMessage(Message = "Attempt {Attempt} at a batch of {Count} failed, because {Reason}; it is made again", EventName = "BatchRetried")]
    private partial void LogRetry(LogLevel level, int count, int attempt, string reason);

    [LoggerMessage(
        LogLevel.Warning, "A batch of {Count} is executed in halves, because one of its commands fails: {Reason} ({LeftOut} more were and were not logged)",
        EventName = "BatchSplit")]
    private partial void LogSplit(int count, string reason, int leftOut);
}
