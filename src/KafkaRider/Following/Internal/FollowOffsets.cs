using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Finds the partitions of a topic, and the offsets between which a follower has to catch up.</summary>
internal static class FollowOffsets
{
    /// <exception cref="KafkaException">The brokers did not answer, or do not know the topic.</exception>
    public static IReadOnlyList<TopicPartition> GetPartitions(IClient client, string topic, TimeSpan timeout)
    {
        using var admin = new DependentAdminClientBuilder(client.Handle).Build();
        var metadata = admin.GetMetadata(topic, timeout).Topics.Single();
        if (metadata.Error.IsError)
        {
            throw new KafkaException(metadata.Error);
        }

        return [.. metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
    }

    /// <summary>Returns for each partition the offset to start with and the offset that the next record will get.</summary>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public static IReadOnlyList<(TopicPartition Partition, long Start, long End)> Find(
        IConsumer<byte[], byte[]> consumer, IEnumerable<TopicPartition> partitions, Func<int, FollowStart> getStart, TimeSpan timeout)
    {
        var found = partitions.Select(partition => Find(consumer, partition, getStart(partition.Partition.Value), timeout)).ToList();
        var total = found.Sum(range => range.High - range.Since);

        return [.. found.Select(range => (range.Partition, Math.Min(range.First, range.High - ShareOf(range, total)), range.High))];
    }

    private static Range Find(IConsumer<byte[], byte[]> consumer, TopicPartition partition, FollowStart start, TimeSpan timeout)
    {
        var bounds = consumer.QueryWatermarkOffsets(partition, timeout);
        var (low, high) = (bounds.Low.Value, bounds.High.Value);

        var first = start switch
        {
            { Offset: { } offset } => offset >= low && offset <= high ? offset : low,
            { Time: not null } => high,
            _ => low,
        };
        var since = start.Time is { } time ? FindTime(consumer, partition, time, high, timeout) ?? low : high;
        return new(partition, first, Math.Clamp(since, low, high), high, start.AtMost);
    }

    // Of what is too much for all partitions together, each gives as large a part.
    private static long ShareOf(Range range, long total)
    {
        var count = range.High - range.Since;
        return range.AtMost is { } most && total > most ? (long)Math.Ceiling((double)count * most / total) : count;
    }

    // "None" is also what a broker says that knows nothing of times. It finds not even a record from any time at all.
    private static long? FindTime(
        IConsumer<byte[], byte[]> consumer, TopicPartition partition, DateTimeOffset time, long high, TimeSpan timeout)
    {
        return Query(new(time)) ?? (Query(new(0, TimestampType.CreateTime)) is null ? null : high);

        long? Query(Timestamp timestamp)
        {
            var found = consumer.OffsetsForTimes([new(partition, timestamp)], timeout).Single();
            return found.Offset.IsSpecial ? null : found.Offset.Value;
        }
    }

    private sealed record Range(TopicPartition Partition, long First, long Since, long High, long? AtMost);
}
