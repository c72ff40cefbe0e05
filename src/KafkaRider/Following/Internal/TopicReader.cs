using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads all partitions of a topic for a follower, without a consumer group.</summary>
/// <remarks>After a failure it goes on where it was. It is ready once it has caught up, unless it falls far behind.</remarks>
internal sealed partial class TopicReader : ConsumerLoop
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    private readonly TopicWatch _topics;
    private readonly TopicFollowers _followers;
    private readonly long _lagLimit;
    private readonly KafkaJsonSerializer _serializer;
    private readonly RiderMetrics _metrics;
    private readonly ILogger _logger;
    private readonly LogBudget _skips;
    private readonly Dictionary<TopicPartition, PartitionProgress> _partitions = [];
    private TopicState? _known;
    private string? _id;
    private bool _reads;
    private long? _started;
    private long _measured;
    private long _count;
    private long _lag = -1;
    private bool _caughtUp;

    public TopicReader(
        ConsumerConfig config, string topic, TopicWatch topics, TopicFollowers followers, long lagLimit, KafkaJsonSerializer serializer,
        RiderMetrics metrics, TimeProvider time, ILogger<TopicReader> logger)
        : base(config, topic, EndpointStatus.NotReady("not connected yet"), time, logger)
    {
        _topics = topics;
        _followers = followers;
        _lagLimit = lagLimit;
        _serializer = serializer;
        _metrics = metrics;
        _logger = logger;
        _skips = new(time);
        Topic = topic;
    }

    public string Topic { get; }

    /// <summary>Gets what health reports. What follows too far behind would show what is long out of date.</summary>
    public override EndpointStatus Status => base.Status is { IsReady: true } && Lag is { } lag && lag > _lagLimit
        ? EndpointStatus.NotReady($"is {lag} records behind, and may be {_lagLimit}")
        : base.Status;

    /// <summary>Gets how many records are in the topic that the follower has not got, or <see langword="null"/> while that is not known.</summary>
    public long? Lag => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;

    protected override void Begin(IConsumer<byte[], byte[]> consumer)
    {
        _started ??= Time.GetTimestamp();
        _known = null;
        _reads = false;
        if (_topics.Find(Topic) is null)
        {
            Read(consumer);
        }
    }

    protected override void Turn(IConsumer<byte[], byte[]> consumer)
    {
        KeepUpWithTopic(consumer);
        if (!_reads)
        {
            Rest(PollInterval);
            return;
        }

        if (consumer.Consume(PollInterval) is { } result)
        {
            Take(result);
        }

        if (_measured == 0 || Time.GetElapsedTime(_measured) >= PollInterval)
        {
            _measured = Time.GetTimestamp();
            Measure(consumer);
            NoteCaughtUp();
            TellOfFetching();
        }
    }

    protected override void End(IConsumer<byte[], byte[]> consumer) => consumer.Unassign();

    private void KeepUpWithTopic(IConsumer<byte[], byte[]> consumer)
    {
        var topic = _topics.Find(Topic);
        if (topic is null || ReferenceEquals(topic, _known))
        {
            return;
        }

        _known = topic;
        if (!topic.Exists)
        {
            _reads = false;
            consumer.Unassign();
            base.Status = EndpointStatus.NotReady($"topic {Topic} does not exist");
        }
        else if (topic.IsAnotherThan(_id))
        {
            // With another client: this one may still ask for what was there.
            _id = topic.Id;
            StartOver();
            Renew();
        }
        else
        {
            _id = topic.Id;
            if (!_reads || topic.Partitions > _partitions.Count)
            {
                Read(consumer);
            }

            // Not every broker may know of all of them yet.
            _known = topic.Partitions > _partitions.Count ? null : topic;
        }
    }

    /// <summary>Reads every partition from where it is; those that are new, from where the follower wants to start.</summary>
    private void Read(IConsumer<byte[], byte[]> consumer)
    {
        var partitions = FollowOffsets.GetPartitions(consumer, Topic, RequestTimeout);
        _followers.CheckMarks(marks => FollowMarks.AreIn(consumer, partitions, marks, RequestTimeout, Time));

        var added = partitions.Where(partition => !_partitions.ContainsKey(partition));
        foreach (var (partition, start, end) in FollowOffsets.Find(consumer, added, _followers.GetStart, RequestTimeout))
        {
            _partitions[partition] = new(start, end, Time);
        }

        consumer.Assign(_partitions.Select(pair => new TopicPartitionOffset(pair.Key, pair.Value.Position)));
        _reads = true;
        base.Status = _caughtUp ? Following() : EndpointStatus.NotReady("is catching up");
    }

    private void StartOver()
    {
        _reads = false;
        _partitions.Clear();
        _caughtUp = false;
        _count = 0;
        _started = Time.GetTimestamp();
        base.Status = EndpointStatus.NotReady($"topic {Topic} was made anew: is catching up with it");
        _followers.MadeAnew();
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        if (!result.IsPartitionEOF)
        {
            _count++;
            Receive(result);
        }

        // The end of a partition may lie behind records that are never shown, such as the marks of transactions.
        _partitions[result.TopicPartition].MoveTo(result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
    }

    private void Receive(ConsumeResult<byte[], byte[]> result)
    {
        try
        {
            _followers.Receive(new(result, _serializer, isNew: result.Offset.Value >= _partitions[result.TopicPartition].FirstEnd));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with this one, the others must come.
            _metrics.Skipped(Topic);
            if (_skips.TryTake(out var leftOut))
            {
                LogSkipped(Topic, result.Partition.Value, result.Offset.Value, exception.Message, leftOut);
            }
        }
    }

    private void Measure(IConsumer<byte[], byte[]> consumer)
    {
        long lag = 0;
        var hasAsked = false;
        foreach (var (partition, progress) in _partitions)
        {
            // What the last fetch said; nothing is asked for.
            var end = Math.Max(consumer.GetWatermarkOffsets(partition).High.Value, progress.FirstEnd);
            if (end > progress.Position)
            {
                lag += end - progress.Position;
                // Of several whose broker hangs, one at a time: the others' records wait meanwhile.
                hasAsked = hasAsked || progress.Fetching.Look(consumer, new(partition, progress.Position));
            }
        }

        Interlocked.Exchange(ref _lag, lag);
        _followers.Measured(lag);
    }

    private void NoteCaughtUp()
    {
        if (!_caughtUp && _partitions.Values.All(partition => partition.IsCaughtUp))
        {
            _caughtUp = true;
            _followers.CaughtUp();
            base.Status = Following();
            LogCaughtUp(Topic, _count, Time.GetElapsedTime(_started!.Value));
        }
    }

    private void TellOfFetching()
    {
        if (!_caughtUp)
        {
            return;
        }

        var faults = _partitions.Values.Select(partition => partition.Fetching).Where(fetching => fetching.Fault is not null).ToList();
        base.Status = faults.FirstOrDefault(fetching => !fetching.IsTransactionOpen) is { Fault: { } fault } ? EndpointStatus.NotReady(fault)
            // Of what others write, nothing may stop the whole service. The broker ends what they do not.
            : faults is [{ Fault: { } hidden }, ..] ? EndpointStatus.Ready(hidden)
            : Following();
    }

    private static EndpointStatus Following() => EndpointStatus.Ready("has caught up and follows");

    [LoggerMessage(LogLevel.Information, "Caught up with {Topic}: {Count} records in {Elapsed}", EventName = "CaughtUp")]
    private partial void LogCaughtUp(string topic, long count, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Warning, "The record at {Topic}/{Partition}@{Offset} is passed over: {Reason} ({LeftOut} more were and not logged)", EventName = "RecordSkipped")]
    private partial void LogSkipped(string topic, int partition, long offset, string reason, long leftOut);
}
