using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Represents the partitions of a followed topic: gives their records to the followers, and knows how far they are.</summary>
internal sealed partial class FollowedPartitions(
    string topic, TopicFollowers followers, FollowOffsets offsets, KafkaJsonSerializer serializer, RiderMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly Dictionary<int, PartitionProgress> _partitions = [];
    private readonly LogBudget _skips = new(time);
    private readonly FetchQuestion _question = new(offsets);
    private long _count;
    private long _followed;
    private long _lag = -1;
    private long _started = time.GetTimestamp();

    /// <summary>Gets how many records are in the topic that the followers have not got, or <see langword="null"/> while that is not known.</summary>
    public long? Lag => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;

    public bool HasCaughtUp { get; private set; }

    public int Count => _partitions.Count;

    public IReadOnlyList<PartitionProgress> All => [.. _partitions.Values];

    public bool Contains(TopicPartition partition) => _partitions.ContainsKey(partition.Partition.Value);

    public void Add(TopicPartition partition, long start, long end) => _partitions.Add(partition.Partition.Value, new(partition, start, end, time));

    public void Clear()
    {
        _partitions.Clear();
        HasCaughtUp = false;
        _count = 0;
        _started = time.GetTimestamp();
    }

    /// <summary>Takes what the client has read.</summary>
    public void Take(ConsumeResult<byte[], byte[]> result)
    {
        // What was fetched before the partition was given up comes again.
        if (!_partitions.TryGetValue(result.Partition.Value, out var progress) || !progress.IsAssigned)
        {
            return;
        }

        if (!result.IsPartitionEOF)
        {
            _count++;
            Receive(result, isNew: result.Offset.Value >= progress.FirstEnd);
            Interlocked.Increment(ref _followed);
        }

        // The end of a partition may lie behind records that are never shown, such as the marks of transactions.
        progress.MoveTo(result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
    }

    /// <summary>Gets how many records the followers were given.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>Measures how far the followers are behind, and tells them, and whether they have caught up.</summary>
    public void Measure(IConsumer<byte[], byte[]> consumer)
    {
        long lag = 0;
        var behind = new List<PartitionProgress>();
        foreach (var progress in _partitions.Values)
        {
            // What the last fetch said, or the last look.
            var end = Math.Max(consumer.GetWatermarkOffsets(progress.Partition).High.Value, Math.Max(progress.FirstEnd, progress.Fetching.End));
            if (end > progress.Offset)
            {
                lag += end - progress.Offset;
                behind.Add(progress);
            }
        }

        _question.Serve(consumer, behind, _partitions.Values);
        Interlocked.Exchange(ref _lag, lag);
        followers.Measured(lag);
        NoteCaughtUp();
    }

    /// <summary>Gets whether the client itself may be at fault: for long it has fetched nothing of what is there.</summary>
    public bool IsStuck => _partitions.Values.Any(progress => progress.Fetching.IsStuck);

    /// <summary>Says whether the followers are where they should be, and if not, why.</summary>
    public EndpointStatus Describe()
    {
        if (!HasCaughtUp)
        {
            return EndpointStatus.NotReady("is catching up");
        }

        var faults = _partitions.Values.Select(partition => partition.Fetching).Where(fetching => fetching.Fault is not null).ToList();
        return faults.FirstOrDefault(fetching => !fetching.IsTransactionOpen) is { Fault: { } fault } ? EndpointStatus.NotReady(fault)
            // Of what others write, nothing may stop the whole service. The broker ends what they do not.
            : faults is [{ Fault: { } hidden }, ..] ? EndpointStatus.Ready(hidden)
            : EndpointStatus.Ready("has caught up and follows");
    }

    /// <summary>Returns a task that ends when nobody is asked where a partition ends.</summary>
    public Task WhenAnsweredAsync() => _question.WhenAnsweredAsync();

    /// <summary>Notes that the client is to read nothing any more.</summary>
    public void Abandon()
    {
        foreach (var progress in _partitions.Values)
        {
            progress.IsAssigned = false;
            progress.Fetching.NoteAnotherClient();
        }
    }

    private void Receive(ConsumeResult<byte[], byte[]> result, bool isNew)
    {
        try
        {
            followers.Receive(new(result, serializer, isNew));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with this one, the others must come.
            metrics.Skipped(topic);
            if (_skips.TryTake(out var leftOut))
            {
                LogSkipped(topic, result.Partition.Value, result.Offset.Value, exception.Message, leftOut);
            }
        }
    }

    private void NoteCaughtUp()
    {
        if (!HasCaughtUp && _partitions.Values.All(partition => partition.IsCaughtUp))
        {
            HasCaughtUp = true;
            followers.CaughtUp();
            LogCaughtUp(topic, _count, time.GetElapsedTime(_started));
        }
    }

    [LoggerMessage(LogLevel.Information, "Caught up with {Topic}: {Count} records in {Elapsed}", EventName = "CaughtUp")]
    private partial void LogCaughtUp(string topic, long count, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Warning, "The record at {Topic}/{Partition}@{Offset} is passed over: {Reason} ({LeftOut} more were and not logged)", EventName = "RecordSkipped")]
    private partial void LogSkipped(string topic, int partition, long offset, string reason, long leftOut);
}
