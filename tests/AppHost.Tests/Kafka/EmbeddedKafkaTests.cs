using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.AppHost.Tests.Kafka;

public sealed class EmbeddedKafkaTests
{
    [Fact]
    public async Task Start_ByDefault_HasTheTopicsOfTheSystem()
    {
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { DataFolder = "unused" }, TestContext.Current.CancellationToken);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server.BootstrapServers }).Build();

        var metadata = admin.GetMetadata(TimeSpan.FromSeconds(30));

        Assert.IsType<EmbeddedKafka>(server);
        Assert.Equal(
            Topics.All.Select(topic => (topic.Name, topic.Partitions)).OrderBy(topic => topic.Name, StringComparer.Ordinal),
            metadata.Topics.Select(topic => (topic.Topic, topic.Partitions.Count)).OrderBy(topic => topic.Topic, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Records_ThatNobodyWillReadAgain_AreTakenOut()
    {
        await using var server = EmbeddedKafka.Start([Topics.Commands, Topics.Events, Topics.Replies], TimeSpan.FromMilliseconds(50));
        var replyPartition = await KafkaClient.ProduceAsync(server, Topics.Replies.Name, "first", "second");
        var eventPartition = await KafkaClient.ProduceAsync(server, Topics.Events.Name, "first", "second");
        await KafkaClient.ProduceAsync(server, Topics.Commands.Name, "first", "second", "third");
        var settings = new ConsumerConfig { BootstrapServers = server.BootstrapServers, GroupId = "users", AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<string, string>(settings).Build();
        consumer.Subscribe(Topics.Commands.Name);
        var command = consumer.Consume(TestContext.Current.CancellationToken);
        consumer.Commit([new TopicPartitionOffset(command.TopicPartition, 2)]);

        var commands = await WaitForStartAsync(consumer, command.TopicPartition);
        var replies = await WaitForStartAsync(consumer, new TopicPartition(Topics.Replies.Name, replyPartition));
        var events = consumer.QueryWatermarkOffsets(new TopicPartition(Topics.Events.Name, eventPartition), TimeSpan.FromSeconds(30));

        Assert.Equal((2, 3), (commands.Low.Value, commands.High.Value));
        Assert.Equal((2, 2), (replies.Low.Value, replies.High.Value));
        Assert.Equal((0, 2), (events.Low.Value, events.High.Value));
    }

    private static async Task<WatermarkOffsets> WaitForStartAsync(IConsumer<string, string> consumer, TopicPartition partition)
    {
        while (true)
        {
            var offsets = consumer.QueryWatermarkOffsets(partition, TimeSpan.FromSeconds(30));

            if (offsets.Low > 0)
            {
                return offsets;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
