using System.Diagnostics.Metrics;
using Users.Consumer.Database;

namespace Users.Consumer.Store;

/// <summary>Counts what the store does.</summary>
internal sealed class StoreMetrics
{
    public const string MeterName = "Users.Consumer";

    private readonly Counter<long> _commands;
    private readonly Counter<long> _batches;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _purged;

    private readonly Meter _meter;

    public StoreMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(MeterName);
        _commands = _meter.CreateCounter<long>("users.consumer.commands", "{command}", "Commands answered, by outcome.");
        _batches = _meter.CreateCounter<long>("users.consumer.batches", "{batch}", "Transactions committed.");
        _batchSize = _meter.CreateHistogram<int>(
            "users.consumer.batch.size", "{command}", "Commands in a transaction.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _batchDuration = _meter.CreateHistogram<double>("users.consumer.batch.duration", "s", "How long transactions took that were committed.");
        _retries = _meter.CreateCounter<long>("users.consumer.retries", "{batch}", "Attempts at a batch that failed and were made again.");
        _purged = _meter.CreateCounter<long>("users.consumer.inbox.purged", "{operation}", "Operations forgotten.");
    }

    public void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableUpDownCounter("users.consumer.queue.length", length, "{command}", "Commands that wait for a transaction.");

    public void Executed(ArraySegment<PendingCommand> batch, TimeSpan elapsed)
    {
        _batches.Add(1);
        _batchDuration.Record(elapsed.TotalSeconds);
        _batchSize.Record(batch.Count);

        foreach (var pending in batch)
        {
            var outcome = pending.Failure is null ? pending.Decided.Outcome.GetType().Name : "Failed";
            _commands.Add(1, new("outcome", outcome), new("replayed", pending.Decided.Replayed));
        }
    }

    public void Retried(Exception exception) => _retries.Add(1, new KeyValuePair<string, object?>("reason", ReasonOf(exception)));

    public void Purged(int operations) => _purged.Add(operations);

    private static string ReasonOf(Exception exception) =>
        DatabaseErrors.IsDuplicateKey(exception) ? "duplicate_key"
        : DatabaseErrors.IsLockConflict(exception) ? "lock_conflict"
        : DatabaseErrors.IsTimeout(exception) ? "timeout"
        : "unavailable";
}
