using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaRider.Tests.Support;
using KafkaRider.Tests.Topics;

namespace KafkaRider.Tests.Following;

/// <summary>What happens to one of the topics that one client reads on a real broker, and what those of another must not notice.</summary>
public sealed class SharedClientTests(CarelessBroker broker) : IClassFixture<CarelessBroker>, IAsyncLifetime
{
    private const int Partitions = 3;

    // A record is shown within 100 ms; a client that is made anew takes a moment, and so does a busy machine.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(3);

    private readonly FollowedPlace _troubled = new($"troubled-{Guid.NewGuid():N}");
    private readonly FollowedPlace _other = new($"other-{Guid.NewGuid():N}");
    private IProducer<Null, string>? _producer;
    private int _written;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await broker.Topics.CreateAsync(_troubled.Topic, Partitions);
        await broker.Topics.CreateAsync(_other.Topic, Partitions);
        _producer = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = broker.Server.BootstrapServers, AllowAutoCreateTopics = false, LingerMs = 0 }).Build();
    }

    public ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task OneTopicIsMissing_TheOtherIsFollowedAndTheOneWhenItIsThere()
    {
        await broker.Topics.DeleteAsync(_troubled.Topic);
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(_troubled.Topic) == 0);
        await using var client = SharedClient.Start(broker.CreateOptions(), _troubled, _other);
        await client.UntilTroubledSaysAsync("does not exist");
        await UntilOtherFollowsAsync();

        await broker.Topics.CreateAsync(_troubled.Topic, Partitions);
        await client.UntilReadyAsync();
        await WriteAsync(_troubled, "here");
        await _troubled.UntilAsync("here");

        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneTopicIsDeletedAndMadeAnew_TheOtherGoesOnWithoutAGapOrARepetition()
    {
        await WriteAsync(_troubled, "old");
        await using var client = SharedClient.Start(broker.CreateOptions(), _troubled, _other);
        await client.UntilReadyAsync();
        await _troubled.UntilAsync("old");
        await UntilOtherFollowsAsync();

        await broker.Topics.DeleteAsync(_troubled.Topic);
        await client.UntilTroubledSaysAsync("does not exist");
        await UntilOtherFollowsAsync();
        await broker.Topics.CreateAsync(_troubled.Topic, Partitions);
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(_troubled.Topic) == Partitions);
        await WriteAsync(_troubled, "new 0");
        await WriteAsync(_troubled, "new 1");
        await UntilOtherFollowsAsync();
        await _troubled.UntilAsync("old", "new 0", "new 1");
        await client.UntilReadyAsync();
        await UntilOtherFollowsAsync();

        Assert.Equal(1, _troubled.Follower.MadeAnewCount);
        Assert.Equal(0, _other.Follower.MadeAnewCount);
        Assert.Equal(1, _other.Follower.CaughtUpCount);
        AssertOtherHasAllOnce();
        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneTopicMustNotBeReadAnyMore_TheOtherIsFollowedAndTheOneGoesOnWhenItMay()
    {
        await WriteAsync(_troubled, "before");
        await using var client = SharedClient.Start(broker.CreateOptions(), _troubled, _other);
        await client.UntilReadyAsync();
        await _troubled.UntilAsync("before");

        using var admin = broker.Topics.CreateClient();
        var mayOnlyWrite = CreateRight(AclOperation.Write);
        await admin.CreateAclsAsync([mayOnlyWrite]);
        await client.UntilTroubledSaysAsync("authorization failed");
        await WriteAsync(_troubled, "meanwhile");
        await UntilOtherFollowsAsync();
        await admin.DeleteAclsAsync([mayOnlyWrite.ToFilter()]);
        await client.UntilReadyAsync();
        await _troubled.UntilAsync("before", "meanwhile");

        Assert.Equal(0, _troubled.Follower.MadeAnewCount);
        AssertOtherHasAllOnce();
        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneTopicGetsPartitions_BothAreFollowedWithoutAGapOrARepetition()
    {
        await WriteAsync(_troubled, "before");
        await using var client = SharedClient.Start(broker.CreateOptions(), _troubled, _other);
        await client.UntilReadyAsync();

        await broker.Topics.AddPartitionsAsync(_troubled.Topic, Partitions + 2);
        await UntilOtherFollowsAsync();
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(_troubled.Topic) == Partitions + 2);
        using (var late = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.Server.BootstrapServers }).Build())
        {
            await late.ProduceAsync(new TopicPartition(_troubled.Topic, Partitions + 1), new() { Value = "after" }, Cancellation);
        }

        await _troubled.UntilAsync("before", "after");
        AssertOtherHasAllOnce();
        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneTopicHasAnOpenTransaction_TheOtherIsFollowed()
    {
        await using var client = SharedClient.Start(broker.CreateOptions(), _troubled, _other);
        await client.UntilReadyAsync();
        using var transaction = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = broker.Server.BootstrapServers, TransactionalId = $"{Guid.NewGuid():N}" }).Build();
        transaction.InitTransactions(TimeSpan.FromSeconds(30));
        transaction.BeginTransaction();
        await transaction.ProduceAsync(new TopicPartition(_troubled.Topic, 0), new() { Value = "in it" }, Cancellation);

        await client.UntilTroubledSaysAsync("a transaction is open in partition 0");
        await UntilOtherFollowsAsync();
        var status = client.Other.Status;
        transaction.CommitTransaction(TimeSpan.FromSeconds(30));
        await _troubled.UntilAsync("in it");

        Assert.Equal("has caught up and follows", status.Description);
        Assert.Empty(client.TroublesOfOther);
    }

    [Fact]
    public async Task OneFollowerThinksLongOfWhereToStart_TheOtherIsFollowed()
    {
        using var gate = new ManualResetEventSlim();
        var slow = _troubled with { Follower = new(start: _ => gate.Wait(TimeSpan.FromMinutes(1), Cancellation) ? FollowStart.Beginning : default) };
        await using var client = SharedClient.Start(broker.CreateOptions(), slow, _other);

        await UntilOtherFollowsAsync();
        await UntilOtherFollowsAsync();
        Assert.False(client.Troubled.Status.IsReady);
        gate.Set();

        await client.UntilReadyAsync();
    }

    // What is written is shown soon.
    private async Task UntilOtherFollowsAsync()
    {
        await WriteAsync(_other, $"{_written++}");
        var written = DateTime.UtcNow;
        await Eventually.TrueAsync(() => _other.Follower.Records.Count >= _written);

        Assert.True(DateTime.UtcNow - written < LongestDelay || _written == 1, $"it took {DateTime.UtcNow - written}");
    }

    private void AssertOtherHasAllOnce() => Assert.Equal(Enumerable.Range(0, _written).Select(number => $"{number}"), _other.Follower.Values);

    // A producer that has seen the former topic may not find the new one at first.
    private async Task WriteAsync(FollowedPlace place, string value)
    {
        for (var written = false; !written;)
        {
            try
            {
                await _producer!.ProduceAsync(new TopicPartition(place.Topic, 0), new() { Value = value }, Cancellation);
                written = true;
            }
            catch (ProduceException<Null, string> exception) when (exception.Error.Code is ErrorCode.Local_UnknownTopic or ErrorCode.UnknownTopicOrPart)
            {
                await Task.Yield();
            }
        }
    }

    // Whoever has no name has this right on the topic alone; on others, all.
    private AclBinding CreateRight(AclOperation operation) => new()
    {
        Pattern = new() { Type = ResourceType.Topic, Name = _troubled.Topic, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new() { Principal = "User:ANONYMOUS", Host = "*", Operation = operation, PermissionType = AclPermissionType.Allow },
    };
}
