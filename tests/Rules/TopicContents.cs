using Confluent.Kafka;
using Users.Contracts;

namespace Users.Rules;

/// <summary>Reads what topics hold by now.</summary>
public static class TopicContents
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Reads every record from the beginning to the ends of the moment.</summary>
    /// <exception cref="TimeoutException">They could not be read within a minute.</exception>
    public static Task ReadAsync(string bootstrapServers, IReadOnlyList<Topic> topics, Action<ConsumeResult<byte[], byte[]>> take) => Task.Run(() =>
    {
        // The embedded broker does not wake a fetch that waits when a record arrives.
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "rules",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
            EnablePartitionEof = true,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        var ends = topics
            .SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition)))
            .ToDictionary(place => place, place => consumer.GetEnd(place));
        var left = ends.Where(end => end.Value > 0).Select(end => end.Key).ToHashSet();
        consumer.Assign(left.Select(place => new TopicPartitionOffset(place, Offset.Beginning)));
        var until = DateTimeOffset.UtcNow + Limit;

        while (left.Count > 0)
        {
            if (DateTimeOffset.UtcNow > until)
            {
                throw new TimeoutException($"{left.Count} partitions could not be read to their ends.");
            }

            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is not { } record)
            {
                continue;
            }

            if (!record.IsPartitionEOF)
            {
                take(record);
            }

            // The last records may be gone: the embedded broker keeps what is still needed.
            if (record.Offset.Value + (record.IsPartitionEOF ? 0 : 1) >= ends[record.TopicPartition])
            {
                left.Remove(record.TopicPartition);
            }
        }
    });
}
