using System.Collections.Immutable;
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

    private ImmutableArray<Func<int>> _queues = [];

    public InboxMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(InboxDiagnostics.MeterName);
        _commands = meter.CreateCounter<long>("kafka_rider.inbox.commands", "{command}", "Commands answered, by outcome.");
        _batches = meter.CreateCounter<long>("kafka_rider.inbox.batches", "{batch}", "Transactions committed.");
        _batchSize = meter.CreateHistogram<int>(
            "kafka_rider.inbox.batch.size", "{command}", "Commands in a transaction.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _batchDuration = meter.CreateHistogram<double>("kafka_rider.inbox.batch.duration", "s", "How long transactions took that were committed.");
        _retries = meter.CreateCounter<long>("kafka_rider.inbox.retries", "{batch}", "Attempts at a batch that failed and were made again.");
        _purged = meter.CreateCounter<long>("kafka_rider.inbox.purged", "{operation}", "Operations forgotten.");
        meter.CreateObservableUpDownCounter(
            "kafka_rider.inbox.queue.length", () => _queues.Sum(length => length()), "{command}", "Commands that wait for a transaction.");
    }

    public void ObserveQueue(Func<int> length) => ImmutableInterlocked.Update(ref _queues, queues => queues.Add(length));

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
