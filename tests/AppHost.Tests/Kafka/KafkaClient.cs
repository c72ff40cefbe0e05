using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;

namespace Users.AppHost.Tests.Kafka;

internal static class KafkaClient
{
    public static async Task CreateTopicAsync(KafkaServer server, string topic, int partitions)
    {
        if (server is EmbeddedKafka embedded)
        {
            embedded.CreateTopic(topic, partitions);
            return;
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 }]);
    }

    /// <summary>Produces records with one key and returns the partition that it chose.</summary>
    public static async Task<Partition> ProduceAsync(KafkaServer server, string topic, params string[] values)
    {
        var settings = new ProducerConfig
        {
            BootstrapServers = server.BootstrapServers,
            EnableIdempotence = true,
            MessageTimeoutMs = 5000,
        };
        using var producer = new ProducerBuilder<string, string>(settings).SetLogHandler((_, _) => { }).Build();

        var partition = Partition.Any;

        foreach (var value in values)
        {
            var report = await producer.ProduceAsync(topic, new Message<string, string> { Key = "one", Value = value }, TestContext.Current.CancellationToken);
            partition = report.Partition;
        }

        return partition;
    }

    public static IReadOnlyList<string> Consume(KafkaServer server, string topic, int count)
    {
        var settings = new ConsumerConfig
        {
            BootstrapServers = server.BootstrapServers,
            GroupId = Guid.NewGuid().ToString(),
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<string, string>(settings).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(topic);
        var values = Enumerable.Range(0, count)
            .Select(_ => consumer.Consume(TestContext.Current.CancellationToken).Message.Value)
            .ToList();
        consumer.Close();

        return values;
    }
}
