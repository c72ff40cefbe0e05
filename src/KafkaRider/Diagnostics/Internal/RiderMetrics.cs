using System.Diagnostics.Metrics;

namespace KafkaRider.Internal;

/// <summary>Counts what a rider does.</summary>
internal sealed class RiderMetrics : IDisposable
{
    private readonly Meter _meter = new(KafkaRiderDiagnostics.MeterName);
    private readonly Counter<long> _started;
    private readonly Counter<long> _finished;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _droppedReplies;
    private readonly Counter<long> _givenUpReplies;
    private readonly Histogram<double> _recordDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _faulted;
    private readonly Counter<long> _skipped;

    public RiderMetrics()
    {
        _started = _meter.CreateCounter<long>("kafka_rider.requests.started", "{request}", "Requests that began.");
        _finished = _meter.CreateCounter<long>("kafka_rider.requests.finished", "{request}", "Requests that ended, by result.");
        _requestDuration = _meter.CreateHistogram<double>("kafka_rider.requests.duration", "s", "How long requests took that ended, by result.");
        _droppedReplies = _meter.CreateCounter<long>("kafka_rider.replies.dropped", "{reply}", "Replies nobody waits for: late, foreign, duplicate, invalid.");
        _givenUpReplies = _meter.CreateCounter<long>(
            "kafka_rider.replies.given_up", "{reply}", "Replies and faults that could not be delivered, by topic of the record that they answer and by error.");
        _recordDuration = _meter.CreateHistogram<double>("kafka_rider.records.duration", "s", "How long records took from when they were begun, all attempts included.");
        _retries = _meter.CreateCounter<long>("kafka_rider.records.retries", "{attempt}", "Attempts that failed and are repeated.");
        _deadLetters = _meter.CreateCounter<long>("kafka_rider.records.dead_lettered", "{record}", "Records that went to a dead-letter topic.");
        _faulted = _meter.CreateCounter<long>("kafka_rider.records.faulted", "{record}", "Records that failed and were passed over, on endpoints without dead letters.");
        _skipped = _meter.CreateCounter<long>("kafka_rider.follow.skipped", "{record}", "Records that a follower could not take and that were passed over.");
    }

    public void ObservePending(Func<int> pending) =>
        _meter.CreateObservableUpDownCounter("kafka_rider.requests.pending", pending, "{request}", "Requests that await their reply, or to be acknowledged where there is none.");

    public void ObserveLag(Func<IEnumerable<(string Topic, long Records)>> getLags) => _meter.CreateObservableGauge(
        "kafka_rider.follow.lag",
        () => getLags().Select(lag => new Measurement<long>(lag.Records, new KeyValuePair<string, object?>("topic", lag.Topic))),
        "{record}",
        "Records of a followed topic that the follower has not got yet.");

    public void ObserveFollowed(Func<IEnumerable<(string Topic, long Records)>> getFollowed) => _meter.CreateObservableCounter(
        "kafka_rider.follow.records",
        () => getFollowed().Select(followed => new Measurement<long>(followed.Records, new KeyValuePair<string, object?>("topic", followed.Topic))),
        "{record}",
        "Records of a followed topic that were given to its followers.");

    public void ObserveUncommitted(Func<IEnumerable<(string Topic, long Records)>> getUncommitted) => _meter.CreateObservableGauge(
        "kafka_rider.records.uncommitted",
        () => getUncommitted()
            .GroupBy(receiver => receiver.Topic)
            .Select(topic => new Measurement<long>(topic.Sum(receiver => receiver.Records), new KeyValuePair<string, object?>("topic", topic.Key))),
        "{record}",
        "Records that are read but cannot be committed yet, because one before them in the partition is not done.");

    public void Started() => _started.Add(1);

    public void Finished(string result, TimeSpan elapsed)
    {
        var tag = new KeyValuePair<string, object?>("result", result);
        _finished.Add(1, tag);
        _requestDuration.Record(elapsed.TotalSeconds, tag);
    }

    public void DroppedReply(string reason) => _droppedReplies.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void GaveUpReply(string topic, string error) => _givenUpReplies.Add(
        1, new KeyValuePair<string, object?>("topic", topic), new KeyValuePair<string, object?>("error", error));

    /// <summary>Gets whether anybody wants to know how long records take.</summary>
    public bool TimesRecords => _recordDuration.Enabled;

    public void Processed(string topic, TimeSpan elapsed) =>
        _recordDuration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("topic", topic));

    public void Retried(string topic) => _retries.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void DeadLettered(string topic) => _deadLetters.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void Faulted(string topic) => _faulted.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void Skipped(string topic) => _skipped.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void Dispose() => _meter.Dispose();
}
