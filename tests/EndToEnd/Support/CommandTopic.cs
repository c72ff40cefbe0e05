using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Looks into the topic of commands.</summary>
public static class CommandTopic
{
    /// <summary>Writes a record as any program may.</summary>
    public static Task WriteAsync(KafkaServer kafka, string value, params (string Name, string Value)[] headers) =>
        WriteAsync(kafka, value, prefix: "", headers);

    /// <summary>Writes a record to the topic of a system with a prefix.</summary>
    public static Task WriteAsync(KafkaServer kafka, string value, string prefix, params (string Name, string Value)[] headers) =>
        WriteToAsync(kafka, prefix + Topics.Commands.Name, value, headers);

    /// <summary>Writes a record to any topic.</summary>
    public static async Task WriteToAsync(KafkaServer kafka, string topic, string value, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        ArgumentNullException.ThrowIfNull(headers);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var record = new Message<Null, string> { Value = value, Headers = [] };

        foreach (var (name, text) in headers)
        {
            record.Headers.Add(name, Encoding.UTF8.GetBytes(text));
        }

        await producer.ProduceAsync(topic, record, TestContext.Current.CancellationToken);
    }

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
