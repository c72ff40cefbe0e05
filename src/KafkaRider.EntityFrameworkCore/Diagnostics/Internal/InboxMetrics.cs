using System.Diagnostics.Metrics;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Counts what the inbox does.</summary>
internal sealed class InboxMetrics
{
    private readonly Counter<long> _commands;
    private readonly Counter<long> _batches;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _purged;

    private readonly Meter _meter;

    public InboxMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(InboxDiagnostics.MeterName);
        _commands = _meter.CreateCounter<long>("kafka_rider.inbox.commands", "{command}", "Commands answered, by outcome.");
        _batches = _meter.CreateCounter<long>("kafka_rider.inbox.batches", "{batch}", "Transactions committed.");
        _batchSize = _meter.CreateHistogram<int>(
            "kafka_rider.inbox.batch.size", "{command}", "Commands in a transaction.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _batchDuration = _meter.CreateHistogram<double>("kafka_rider.inbox.batch.duration", "s", "How long transactions took that were committed.");
        _retries = _meter.CreateCounter<long>("kafka_rider.inbox.retries", "{batch}", "Attempts at a batch that failed and were made again.");
        _purged = _meter.CreateCounter<long>("kafka_rider.inbox.purged", "{operation}", "Operations forgotten.");
    }

    public void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableUpDownCounter("kafka_rider.inbox.queue.length", length, "{command}", "Commands that wait for a transaction.");

    public void Executed(int commands, TimeSpan elapsed)
    {
        _batches.Add(1);
        _batchDuration.Record(elapsed.TotalSeconds);
        _batchSize.Record(commands);
    }

    public void Answered(Type? outcome, bool replayed) => _commands.Add(1, new("outcome", outcome?.Name ?? "Failed"), new("replayed", replayed));

    public void Retried(Exception exception) => _retries.Add(1, new KeyValuePair<string, object?>("reason", ReasonOf(exception)));

    public void Purged(int operations) => _purged.Add(operations);

    private static string ReasonOf(Exception exception) =>
        DatabaseErrors.IsDuplicateKey(exception) ? "duplicate_key"
        : DatabaseErrors.IsLockConflict(exception) ? "lock_conflict"
        : DatabaseErrors.IsTimeout(exception) ? "timeout"
        : "unavailable";
}
