using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;
using Users.Faults.Parts;

namespace Users.Faults.Tests;

public sealed class TopicRecorderTests
{
    private static readonly TopicPartition Partition = new(Topics.Commands.Name, 3);

    [Fact]
    public async Task GetLagAsync_BrokerIsAwayAtFirst_IsKnownWhenItIsBack()
    {
        await using var kafka = EmbeddedKafka.Start(Topics.All);
        await using var recorder = await TopicRecorder.StartAsync(kafka);
        await WriteAsync(kafka, records: 5);
        Commit(kafka, offset: 2);

        await kafka.GoDownAsync();
        var measuring = recorder.GetLagAsync();
        await kafka.ComeBackAsync(TestContext.Current.CancellationToken);

        var lag = await measuring;
        Assert.Equal(Topics.Commands.Partitions, lag.Count);
        Assert.Equal((3, 3), (lag[Partition.Partition.Value], lag.Values.Sum()));
    }

    private static async Task WriteAsync(KafkaServer kafka, int records)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build();

        for (var number = 0; number < records; number++)
        {
            await producer.ProduceAsync(Partition, new() { Value = [] }, TestContext.Current.CancellationToken);
        }
    }

    private static void Commit(KafkaServer kafka, long offset)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "users", EnableAutoCommit = false }).Build();
        consumer.Commit([new TopicPartitionOffset(Partition, offset)]);
    }
}
