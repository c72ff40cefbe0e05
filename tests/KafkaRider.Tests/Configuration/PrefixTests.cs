using KafkaRider.Internal;
using KafkaRider.Tests.Following;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Configuration;

public sealed class PrefixTests(Broker broker)
{
    private readonly string _prefix = $"team-{Guid.NewGuid():N}.";

    [Fact]
    public async Task Prefix_Set_StandsBeforeEveryTopicAndGroup()
    {
        foreach (var topic in new[] { "asks", "replies", "notes", "bad" })
        {
            await CreateAsync(topic);
        }

        var follower = new RecordingFollower();
        await using var peer = await Peer.StartAsync(
            rider =>
            {
                rider.AddConsumer<AskConsumer>();
                rider.AddProducer<Noted>("notes", noted => noted.Text);
                rider.AddRequestClient<Ask>("asks", ask => ask.Text);
            },
            (context, kafka) =>
            {
                kafka.Host(Options());
                kafka.RequestClient(new() { ReplyTopic = "replies", Timeout = TimeSpan.FromSeconds(30) });
                kafka.TopicEndpoint("asks", "group", endpoint =>
                {
                    endpoint.DeadLetterTopic = "bad";
                    endpoint.ConfigureConsumer<AskConsumer>(context);
                });
                kafka.Follow("notes", follower);
            });

        var answer = await peer.Client.GetResponse<Answered>(new("hello"), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RequestFaultException>(
            () => peer.Client.GetResponse<Answered>(new("bad"), TestContext.Current.CancellationToken));

        Assert.Equal("hello", answer.Message.Text);
        await Eventually.TrueAsync(() => follower.Values.Any(value => value.Contains("hello", StringComparison.Ordinal)));
        await broker.WaitForCommitAsync($"{_prefix}group", $"{_prefix}asks", 2);
        Assert.Single(await broker.ReadAllAsync($"{_prefix}bad"));
        var sent = Assert.Single(await DeadLetterReplay.RunAsync(Options(), "bad", dryRun: false, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        await broker.WaitForCommitAsync($"{_prefix}bad.replay", $"{_prefix}bad", 1);
        Assert.Equal(($"{_prefix}bad", $"{_prefix}asks"), (sent.Topic, sent.OriginalTopic));
    }

    [Fact]
    public void ClientIds_WithAndWithoutPrefix_AreThoseThatWereSet()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092", Prefix = "team-a." };
        options.Producer["client.id"] = "writer";

        Assert.Equal("team-a.writer", KafkaClientConfiguration.Producer(options).ClientId);
        Assert.Equal("team-a.rdkafka-kafkarider", KafkaClientConfiguration.Consumer(options, "group").ClientId);
        Assert.Equal("rdkafka-kafkarider", KafkaClientConfiguration.Consumer(new() { BootstrapServers = "localhost:9092" }, "group").ClientId);
        Assert.Null(KafkaClientConfiguration.Reader(new() { BootstrapServers = "localhost:9092" }, "topic").ClientId);
    }

    [Theory]
    [InlineData("team a.", "letters")]
    [InlineData("équipe.", "letters")]
    [InlineData("a/", "letters")]
    [InlineData("a.\n", "letters")]
    public void Prefix_NoTopicMayBeginWith_IsRefused(string prefix, string reason)
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => KafkaClientConfiguration.Check(new() { BootstrapServers = "localhost:9092", Prefix = prefix }));

        Assert.StartsWith("Kafka:Prefix is refused: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefix_Length_IsLimited()
    {
        KafkaClientConfiguration.Check(new() { BootstrapServers = "localhost:9092", Prefix = new('a', 100) });

        Assert.Throws<ConfigurationException>(
            () => KafkaClientConfiguration.Check(new() { BootstrapServers = "localhost:9092", Prefix = new('a', 101) }));
    }

    private async Task CreateAsync(string topic)
    {
        if (broker.Server is Users.AppHost.Kafka.EmbeddedKafka embedded)
        {
            embedded.CreateTopic(_prefix + topic, 1);
            return;
        }

        using var admin = new Confluent.Kafka.AdminClientBuilder(
            new Confluent.Kafka.AdminClientConfig { BootstrapServers = broker.Server.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new() { Name = _prefix + topic, NumPartitions = 1, ReplicationFactor = -1 }]);
    }

    private KafkaOptions Options()
    {
        var options = broker.CreateOptions();
        options.Prefix = _prefix;
        return options;
    }

    private sealed class AskConsumer : IConsumer<Ask>
    {
        public async Task Consume(ConsumeContext<Ask> context)
        {
            if (context.Message.Text == "bad")
            {
                throw new InvalidOperationException("bad");
            }

            await context.Publish(new Noted(context.Message.Text));
            await context.RespondAsync(new Answered(context.Message.Text));
        }
    }
}
