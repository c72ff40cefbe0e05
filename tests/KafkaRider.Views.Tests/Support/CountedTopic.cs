using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Views.Tests.Support;

/// <summary>Represents a topic of things that are counted.</summary>
internal sealed class CountedTopic(Broker broker, string name)
{
    public const int Partitions = 3;

    public string Name => name;

    public static async Task<CountedTopic> CreateAsync(Broker broker) => new(broker, await broker.CreateTopicAsync("counted", Partitions));

    /// <summary>Writes one after the other, each thing into the partition of its own, and returns where the last one is.</summary>
    public async Task<ViewPosition> WriteAsync(params string[] things)
    {
        var last = default(ViewPosition);

        foreach (var thing in things)
        {
            last = await WriteAsync(thing[0] % Partitions, new Counted(thing));
        }

        return last;
    }

    public Task<ViewPosition> WriteAsync<T>(int partition, T message)
        where T : class => WriteAsync(partition, MessageUrn.ForTypeString<T>(), JsonSerializer.Serialize(message, JsonSerializerOptions.Web));

    public async Task<ViewPosition> WriteAsync(int partition, string type, string body)
    {
        var message = new Message<byte[], byte[]>
        {
            Value = Encoding.UTF8.GetBytes(body),
            Headers = [new Header("MT-MessageType", Encoding.UTF8.GetBytes(type))],
        };
        // One of its own: one that knew the topic before somebody changed it would refuse at first.
        using var producer = broker.CreateProducer();
        var result = await producer.ProduceAsync(new TopicPartition(name, partition), message, TestContext.Current.CancellationToken);
        return new(partition, result.Offset.Value);
    }
}
