using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Users.Bench.Riders;

/// <summary>Makes topics, and the orders that are in them.</summary>
internal sealed class Orders(string servers)
{
    private const int Partitions = 4;

    public static Order Make(int number) => new($"A-{number.ToString("D8", CultureInfo.InvariantCulture)}", number % 10, "pigeon");

    public async Task<string> CreateTopicAsync(string prefix)
    {
        var name = $"{prefix}-{Guid.NewGuid():N}";
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = Partitions, ReplicationFactor = 1 }]);
        return name;
    }

    /// <summary>Creates a topic that has so many orders, as a client without a rider writes them.</summary>
    public async Task<string> CreateFilledTopicAsync(int records)
    {
        var topic = await CreateTopicAsync("bench-consume");
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = servers, LingerMs = 5, QueueBufferingMaxMessages = records + 1 }).Build();
        for (var number = 1; number <= records; number++)
        {
            var order = Make(number);
            producer.Produce(
                topic, new() { Key = Encoding.UTF8.GetBytes(order.Number), Value = JsonSerializer.SerializeToUtf8Bytes(order, JsonSerializerOptions.Web) });
        }

        producer.Flush();
        return topic;
    }
}
