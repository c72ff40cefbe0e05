using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Finds out whether a topic still holds the records that a follower had before, where it had them.</summary>
internal static class FollowMarks
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Tells each follower that has marks whether the topic holds them. Blocks.</summary>
    /// <param name="followers">Those who follow the topic.</param>
    /// <param name="partitions">The partitions of the topic.</param>
    /// <param name="build">Builds a client to read them with. It ends when all are told.</param>
    /// <param name="time">Measures how long brokers do not answer.</param>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public static void Check(
        TopicFollowers followers, IReadOnlyList<TopicPartition> partitions, Func<IConsumer<byte[], byte[]>> build, TimeProvider time)
    {
        IConsumer<byte[], byte[]>? consumer = null;
        try
        {
            followers.CheckMarks(marks => AreIn(consumer ??= build(), partitions, marks, time));
        }
        finally
        {
            consumer?.Dispose();
        }
    }

    private static bool AreIn(
        IConsumer<byte[], byte[]> consumer, IReadOnlyList<TopicPartition> partitions, IReadOnlyCollection<FollowMark> marks, TimeProvider time)
    {
        var missing = new Dictionary<TopicPartition, FollowMark>();

        foreach (var mark in marks)
        {
            var partition = partitions.FirstOrDefault(partition => partition.Partition.Value == mark.Partition);
            if (partition is null || !IsWithin(consumer.QueryWatermarkOffsets(partition, Timeout), mark.Offset))
            {
                return false;
            }

            missing[partition] = mark;
        }

        consumer.Assign(missing.Select(pair => new TopicPartitionOffset(pair.Key, pair.Value.Offset)));

        try
        {
            return AreNext(consumer, missing, time);
        }
        finally
        {
            // Behind a fetch that waits at the end of the topic, every other request would wait, too.
            consumer.Unassign();
        }
    }

    // A topic that was created anew, or lost its end, is shorter; one that lost its beginning does not show what was there.
    private static bool IsWithin(WatermarkOffsets bounds, long offset) => offset >= bounds.Low.Value && offset < bounds.High.Value;

    private static bool AreNext(IConsumer<byte[], byte[]> consumer, Dictionary<TopicPartition, FollowMark> missing, TimeProvider time)
    {
        for (var started = time.GetTimestamp(); missing.Count > 0;)
        {
            if (time.GetElapsedTime(started) > Timeout)
            {
                throw new KafkaException(ErrorCode.Local_TimedOut);
            }

            if (consumer.Consume(PollInterval) is { } result && missing.Remove(result.TopicPartition, out var mark))
            {
                if (result.IsPartitionEOF || result.Offset != mark.Offset || RecordFingerprint.Of(result.Message) != mark.Fingerprint)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
