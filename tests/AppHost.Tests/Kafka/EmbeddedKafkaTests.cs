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
            [("users.commands", 12), ("users.commands.dead-letter", 1), ("users.events", 12), ("users.replies", 48)],
            metadata.Topics.Select(topic => (topic.Topic, topic.Partitions.Count)).OrderBy(topic => topic.Topic, StringComparer.Ordinal));
    }

    [Fact]
    public async Task CreateTopic_Twice_Throws()
    {
        await using var server = EmbeddedKafka.Start([Topics.Events]);

        Assert.Throws<InvalidOperationException>(() => server.CreateTopic(Topics.Events.Name, 1));
    }
}
