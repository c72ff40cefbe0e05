using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Finds out whether a topic still holds the records that a follower had before, where it had them.</summary>
internal static class FollowMarks
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public static bool AreIn(
        IConsumer<byte[], byte[]> consumer, IReadOnlyList<TopicPartition> partitions, IReadOnlyCollection<FollowMark> marks, TimeSpan timeout,
        TimeProvider time)
    {
        var missing = new Dictionary<TopicPartition, FollowMark>();

        foreach (var mark in marks)
        {
            var partition = partitions.FirstOrDefault(partition => partition.Partition.Value == mark.Partition);
            if (partition is null || !IsWithin(consumer.QueryWatermarkOffsets(partition, timeout), mark.Offset))
            {
                return false;
            }

            missing[partition] = mark;
        }

        consumer.Assign(missing.Select(pair => new TopicPartitionOffset(pair.Key, pair.Value.Offset)));

        try
        {
            return AreNext(consumer, missing, timeout, time);
        }
        finally
        {
            // Behind a fetch that waits at the end of the topic, every other request would wait, too.
            consumer.Unassign();
        }
    }

    // A topic that was created anew, or lost its end, is shorter; one that lost its beginning does not show what was there.
    private static bool IsWithin(WatermarkOffsets bounds, long offset) => offset >= bounds.Low.Value && offset < bounds.High.Value;

    private static bool AreNext(IConsumer<byte[], byte[]> consumer, Dictionary<TopicPartition, FollowMark> missing, TimeSpan timeout, TimeProvider time)
    {
        for (var started = time.GetTimestamp(); missing.Count > 0;)
        {
            if (time.GetElapsedTime(started) > timeout)
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
