using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Looks into the topic of commands.</summary>
public static class CommandTopic
{
    /// <summary>Counts the commands that were ever sent.</summary>
    public static async Task<long> CountAsync(KafkaServer kafka)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var ends = Enumerable.Range(0, Topics.Commands.Partitions).Select(partition => new TopicPartitionOffsetSpec
        {
            TopicPartition = new TopicPartition(Topics.Commands.Name, partition),
            OffsetSpec = OffsetSpec.Latest(),
        });
        var result = await client.ListOffsetsAsync(ends);

        return result.ResultInfos.Sum(info => info.TopicPartitionOffsetError.Offset.Value);
    }
}
