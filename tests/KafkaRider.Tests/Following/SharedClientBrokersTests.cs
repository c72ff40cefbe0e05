using Confluent.Kafka;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Following;

/// <summary>What the broker of one topic does, and what those who follow a topic of another broker with the same client must not notice.</summary>
public sealed class SharedClientBrokersTests : IAsyncDisposable
{
    private const int Leader = 1;
    private const int LeaderOfTroubled = 2;
    private const int Nobody = -1;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(3);

    private readonly EmbeddedBroker _kafka = EmbeddedBroker.Start(brokers: 2).CreateTopic("troubled").CreateTopic("other");
    private readonly FollowedPlace _troubled = new("troubled");
    private readonly FollowedPlace _other = new("other");
    private readonly IProducer<Null, string> _producer;
    private int _written;

    public SharedClientBrokersTests()
    {
        _kafka.SetLeader("troubled", 0, LeaderOfTroubled);
        _kafka.SetLeader("other", 0, Leader);
        _producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers, LingerMs = 0 }).Build();
    }

    [Fact]
    public async Task OneBrokerHangs_TopicsOfTheOtherAreFollowed()
    {
        await using var client = SharedClient.Start(_kafka.CreateOptions(), _troubled, _other);
        await client.UntilReadyAsync();
        await UntilOtherFollowsAsync();
        await _producer.ProduceAsync("troubled", new() { Value = "seen to be there" }, TestContext.Current.CancellationToken);
        await _troubled.UntilAsync("seen to be there");

        _kafka.DelayAnswers(TimeSpan.FromMinutes(1), LeaderOfTroubled);
        _ = _producer.ProduceAsync("troubled", new() { Value = "behind" }, TestContext.Current.CancellationToken);
        for (var number = 0; number < 50; number++)
        {
            await UntilOtherFollowsAsync();
        }

        _kafka.DelayAnswers(TimeSpan.Zero, LeaderOfTroubled);
        await client.UntilReadyAsync();

        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneBrokerHangsFromTheBeginning_TopicsOfTheOtherAreFollowed()
    {
        _kafka.DelayAnswers(TimeSpan.FromMinutes(1), LeaderOfTroubled);
        await using var client = SharedClient.Start(_kafka.CreateOptions(), _troubled, _other);

        await Eventually.TrueAsync(() => client.Other.Status.IsReady);
        for (var number = 0; number < 50; number++)
        {
            await UntilOtherFollowsAsync();
        }

        Assert.False(client.Troubled.Status.IsReady);
        _kafka.DelayAnswers(TimeSpan.Zero, LeaderOfTroubled);
        await client.UntilReadyAsync();

        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OnePartitionHasNoLeader_OtherTopicsAreFollowed()
    {
        _kafka.SetLeader("troubled", 0, Nobody);
        await using var client = SharedClient.Start(_kafka.CreateOptions(), _troubled, _other);

        await Eventually.TrueAsync(() => client.Other.Status.IsReady);
        await UntilOtherFollowsAsync();
        await client.UntilTroubledSaysAsync("failed and starts again");
        await UntilOtherFollowsAsync();
        _kafka.SetLeader("troubled", 0, LeaderOfTroubled);
        await client.UntilReadyAsync();

        Assert.Empty(client.TroublesOfOther);
    }

    public async ValueTask DisposeAsync()
    {
        _producer.Dispose();
        await _kafka.DisposeAsync();
    }

    private async Task UntilOtherFollowsAsync()
    {
        await _producer.ProduceAsync("other", new() { Value = $"{_written++}" }, TestContext.Current.CancellationToken);
        var written = DateTime.UtcNow;
        await Eventually.TrueAsync(() => _other.Follower.Records.Count >= _written);

        Assert.True(DateTime.UtcNow - written < LongestDelay || _written == 1, $"it took {DateTime.UtcNow - written}");
    }
}
