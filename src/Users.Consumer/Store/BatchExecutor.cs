using Microsoft.Extensions.Options;
using Users.Consumer.Database;
using Users.Consumer.Schema;

namespace Users.Consumer.Store;

/// <summary>Executes batches on a session of its own, again where that helps, and in parts where one command spoils it for the others.</summary>
internal sealed partial class BatchExecutor(
    UsersDatabase database,
    SchemaState schema,
    IOptions<StoreOptions> options,
    StoreMetrics metrics,
    TimeProvider timeProvider,
    ILogger<BatchExecutor> logger) : IAsyncDisposable
{
    private const int AttemptsInHalves = 2;

    // After one that met what was there already. Where that is usual, a lost attempt in so many is little.
    private const int BatchesToReadFirst = 32;

    private readonly StoreOptions _options = options.Value;
    private DatabaseSession? _session;
    private int _batchesToReadFirst;

    /// <summary>Executes the commands and completes every one of them, with its result or with the reason for having none.</summary>
    public async Task ExecuteAsync(ArraySegment<PendingCommand> batch, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(new BatchScope(batch));
        await ExecuteAsync(batch, _options.MaxAttempts, cancellationToken);
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ExecuteAsync(ArraySegment<PendingCommand> batch, int maxAttempts, CancellationToken cancellationToken)
    {
        var readFirst = MustReadFirst(batch);

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
                await RecoverAsync();
                metrics.Retried(exception);
                _batchesToReadFirst = BatchesToReadFirst;
                readFirst = true;
                attempt--;
            }
            catch (Exception exception)
            {
                await RecoverAsync();
                readFirst = true;

                if (cancellationToken.IsCancellationRequested)
                {
                    Fail(batch, new StoreUnavailableException("The store is stopping.", exception));
                    return;
                }

                if (DatabaseErrors.IsDataError(exception) || attempt >= maxAttempts)
                {
                    await GiveUpAsync(batch, exception, cancellationToken);
                    return;
                }

                metrics.Retried(exception);

                if (DatabaseErrors.IsDuplicateKey(exception))
                {
                    // Another instance was first, which is nothing unusual; its row is there to be read.
                    LogRetry(LogLevel.Debug, exception, batch.Count, attempt);
                }
                else
                {
                    LogRetry(LogLevel.Warning, exception, batch.Count, attempt);
                    await PauseAsync(attempt, cancellationToken);
                }
            }
        }
    }

    // A batch that only creates usually meets nothing, and the unique keys tell if it does.
    private bool MustReadFirst(ArraySegment<PendingCommand> batch)
    {
        if (_batchesToReadFirst > 0)
        {
            _batchesToReadFirst--;
            return true;
        }

        return batch.Any(pending => pending.Command.NeedsUsers);
    }

    private async Task TryAsync(ArraySegment<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = StoreActivities.StartTransaction(batch);
        var started = timeProvider.GetTimestamp();

        try
        {
            await schema.WhenInPlace.WaitAsync(_options.CommandTimeout, timeProvider, cancellationToken);
            _session ??= await database.OpenAsync(cancellationToken);
            await new BatchTransaction(_session, timeProvider).ExecuteAsync(batch, readFirst, cancellationToken);
        }
        catch (Exception exception)
        {
            activity?.Fail(exception);
            throw;
        }

        metrics.Executed(batch, timeProvider.GetElapsedTime(started));

        foreach (var pending in batch)
        {
            pending.Complete();
        }
    }

    private async Task GiveUpAsync(ArraySegment<PendingCommand> batch, Exception exception, CancellationToken cancellationToken)
    {
        var concernsSomeOnly = DatabaseErrors.IsDataError(exception)
            || DatabaseErrors.IsDuplicateKey(exception)
            || DatabaseErrors.IsLockConflict(exception);

        if (batch.Count > 1 && concernsSomeOnly)
        {
            // Fewer attempts than usual: the others wait until the one is found, and whoever sent that one tries it again.
            var half = batch.Count / 2;
            LogSplit(exception, batch.Count);
            await ExecuteAsync(batch[..half], AttemptsInHalves, cancellationToken);
            await ExecuteAsync(batch[half..], AttemptsInHalves, cancellationToken);
        }
        else if (DatabaseErrors.IsDataError(exception))
        {
            Fail(batch, new InvalidCommandException("The database refuses the content of the command.", exception));
        }
        else
        {
            LogUnavailable(exception, batch.Count);
            Fail(batch, new StoreUnavailableException("The database is not available.", exception));
        }
    }

    // Leaves a session without an open transaction, or none.
    private async Task RecoverAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        try
        {
            if (session.IsUsable)
            {
                await session.ExecuteAsync(session.CreateText().Append("ROLLBACK"), CancellationToken.None);
                return;
            }
        }
        catch (Exception exception)
        {
            LogRollbackFailed(exception);
        }

        _session = null;
        await session.DisposeAsync();
    }

    private async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var pause = _options.RetryDelay * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
        await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Fail(ArraySegment<PendingCommand> batch, Exception exception)
    {
        foreach (var pending in batch)
        {
            pending.TrySetException(exception);
        }
    }

    [LoggerMessage(Message = "Attempt {Attempt} at a batch of {Count} failed; it is made again", EventName = "BatchRetried")]
    private partial void LogRetry(LogLevel level, Exception exception, int count, int attempt);

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} is executed in halves, because one of its commands fails", EventName = "BatchSplit")]
    private partial void LogSplit(Exception exception, int count);

    [LoggerMessage(LogLevel.Error, "A batch of {Count} could not be executed", EventName = "BatchUnavailable")]
    private partial void LogUnavailable(Exception exception, int count);

    [LoggerMessage(LogLevel.Debug, "The session is closed, because it could not be rolled back", EventName = "RollbackFailed")]
    private partial void LogRollbackFailed(Exception exception);
}
