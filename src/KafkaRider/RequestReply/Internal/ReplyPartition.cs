using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Chooses the partition at which a process receives its replies.</summary>
internal static class ReplyPartition
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>Takes the configured partition, or at random one of those that have a leader and to which nobody replied lately.</summary>
    /// <exception cref="KafkaException">The brokers did not answer, or do not know the topic.</exception>
    public static TopicPartition Choose(IConsumer<byte[], byte[]> consumer, KafkaRequestClientOptions options, TimeSpan timeout, TimeProvider time)
    {
        var all = GetPartitions(consumer, options.ReplyTopic, timeout);
        if (options.ReplyPartition is { } pinned)
        {
            return all.Any(p => p.PartitionId == pinned)
                ? new(options.ReplyTopic, pinned)
                : throw new KafkaException(new Error(ErrorCode.Local_UnknownPartition, $"topic {options.ReplyTopic} has no partition {pinned}"));
        }

        TopicPartition[] partitions = [.. all.Where(p => p.Leader >= 0).Select(p => new TopicPartition(options.ReplyTopic, p.PartitionId))];
        if (partitions.Length == 0)
        {
            throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, $"no partition of topic {options.ReplyTopic} has a leader"));
        }

        // Without coordination: a partition with a reply within the last minute has a reader. Two may still meet; that is safe.
        var since = new Timestamp(time.GetUtcNow() - Quiet);
        var quiet = consumer.OffsetsForTimes(partitions.Select(p => new TopicPartitionTimestamp(p, since)), timeout)
            .Where(found => found.Offset == Offset.End)
            .Select(found => found.TopicPartition)
            .ToArray();
        var candidates = quiet.Length > 0 ? quiet : partitions;
        return candidates[Random.Shared.Next(candidates.Length)];
    }

    private static PartitionMetadata[] GetPartitions(IConsumer<byte[], byte[]> consumer, string topic, TimeSpan timeout)
    {
        using var client = new DependentAdminClientBuilder(consumer.Handle).Build();
        var metadata = client.GetMetadata(topic, timeout).Topics.Single();
        if (metadata.Error.IsError)
        {
            throw new KafkaException(metadata.Error);
        }

        return [.. metadata.Partitions];
    }
}
