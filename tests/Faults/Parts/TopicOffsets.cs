using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;

namespace Users.Faults.Parts;

/// <summary>Asks the brokers how far their logs and the consumers have come.</summary>
internal static class TopicOffsets
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    // A partition that has just been created, or has lost its leader, has no end for a while.
    public static Task<Dictionary<TopicPartition, long>> ReadEndsAsync(KafkaServer kafka, IEnumerable<TopicPartition> partitions)
    {
        var specs = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }).ToList();

        return AskAsync("the ends of the topics are known", async () =>
        {
            // A client of its own: one that has seen a broker go may take a minute to ask its successor.
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
            var result = await admin.ListOffsetsAsync(specs, new() { RequestTimeout = RequestTimeout });

            return result.ResultInfos.ToDictionary(
                info => info.TopicPartitionOffsetError.TopicPartition, info => info.TopicPartitionOffsetError.Offset.Value);
        });
    }

    /// <summary>Returns what a group has committed; nothing is 0.</summary>
    public static Task<Dictionary<TopicPartition, long>> ReadCommittedAsync(KafkaServer kafka, string group, IEnumerable<TopicPartition> partitions) => AskAsync(
        "what is committed is known",
        () => Task.Run(() => ReadCommitted(kafka, group, partitions).ToDictionary(found => found.TopicPartition, found => Math.Max(0, found.Offset.Value))));

    // Not by an admin client: of a request to a coordinator whose time has run out, librdkafka frees the state twice when the answer comes after
    // all, and aborts the process. This one does not subscribe, and so is no member.
    private static List<TopicPartitionOffset> ReadCommitted(KafkaServer kafka, string group, IEnumerable<TopicPartition> partitions)
    {
        var config = new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = group, EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).Build();

        return consumer.Committed(partitions, RequestTimeout);
    }

    private static async Task<T> AskAsync<T>(string what, Func<Task<T>> ask)
        where T : class
    {
        T? answer = null;
        await Wait.UntilAsync(TryAsync, what, Limit);

        return answer!;

        async Task<bool> TryAsync()
        {
            try
            {
                answer = await ask();

                return true;
            }
            catch (KafkaException)
            {
                return false;
            }
        }
    }
}
