using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Consuming;
using KafkaRider.Tests.Following;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Topics;

/// <summary>Records of others that are in transactions: those leave markers, which have offsets and are never shown.</summary>
public sealed class TransactionTests(Broker broker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Follow_TransactionsThatEnded_ShowsWhatWasCommittedAndCatchesUp()
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await WriteAsync(topic.Name, producer => producer.CommitTransaction(Limit), "committed");
        await WriteAsync(topic.Name, producer => producer.AbortTransaction(Limit), "aborted");
        var follower = new RecordingFollower();

        await topic.FollowAsync(follower);
        await topic.WriteAsync(0, "after");
        await Eventually.TrueAsync(() => follower.Records.Count >= 2);

        Assert.Equal(["committed", "after"], follower.Values);
    }

    [Fact]
    public async Task Follow_TransactionThatIsOpen_HoldsNobodyUpAndIsShownWhenItEnds()
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "before");
        using var producer = Begin(topic.Name, "in it");
        await topic.WriteAsync(0, "behind it");
        var follower = new RecordingFollower();

        await topic.FollowAsync(follower);
        Assert.Equal(["before"], follower.Values);
        producer.CommitTransaction(Limit);

        await Eventually.TrueAsync(() => follower.Records.Count >= 3);
        Assert.Equal(["before", "in it", "behind it"], follower.Values);
    }

    [Fact]
    public async Task Follow_TransactionThatIsOpen_IsNamedByHealthUntilItEnds()
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "before");
        var follower = new RecordingFollower();
        var peer = await topic.FollowAsync(follower);
        using var producer = Begin(topic.Name, "in it");

        await Eventually.TrueAsync(() => Described(peer).Contains("a transaction is open in partition 0", StringComparison.Ordinal));
        var status = peer.Bus.CheckHealth().Status;
        producer.CommitTransaction(Limit);
        await Eventually.TrueAsync(() => Described(peer).Contains("has caught up and follows", StringComparison.Ordinal));

        Assert.Equal(BusHealthStatus.Healthy, status);
        Assert.Equal(["before", "in it"], follower.Values);
    }

    [Fact]
    public async Task Request_TransactionIsOpenAmongTheReplies_IsRefusedUntilItEnds()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var asker = await scenario.StartAskerAsync(options => options.ReplyPartition = 0);
        using var producer = Begin(scenario.Replies, "{}");

        await asker.WaitForAsync(BusHealthStatus.Degraded);
        var refusal = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => AskAsync(asker));
        producer.CommitTransaction(Limit);
        await asker.WaitForAsync(BusHealthStatus.Healthy);
        var answer = await AskAsync(asker);

        Assert.Contains("a transaction is open in partition 0", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("anybody?", answer.Message.Text);
    }

    [Fact]
    public async Task Endpoint_TransactionsThatEnded_ConsumesWhatWasCommitted()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var consumed = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context =>
        {
            consumed.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        });

        await WriteAsync(scenario.Requests, producer => producer.AbortTransaction(Limit), Scenario.Json(new("aborted")));
        await WriteAsync(scenario.Requests, producer => producer.CommitTransaction(Limit), Scenario.Json(new("committed")));
        await scenario.WriteAskAsync("k", "after");

        await Eventually.TrueAsync(() => consumed.Contains("after"));
        Assert.Equal(["committed", "after"], consumed);
    }

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted, "after")]
    [InlineData(IsolationLevel.ReadUncommitted, "aborted after")]
    public async Task UseIsolationLevel_OfATypedEndpoint_SaysWhetherWhatWasTakenBackIsConsumed(IsolationLevel level, string expected)
    {
        SkipUnlessReal();
        var topic = await broker.CreateTopicAsync("typed", 1);
        var endpoints = new TypedEndpoints(broker);
        await WriteAsync(topic, producer => producer.AbortTransaction(Limit), "{\"text\":\"aborted\"}");
        await endpoints.WriteAsync(topic, null, "after");
        await using var peer = await endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.UseIsolationLevel(level));

        await Eventually.TrueAsync(() => endpoints.Texts.Contains("after"));

        Assert.Equal(expected, string.Join(' ', endpoints.Texts));
    }

    [Fact]
    public async Task Replay_LettersThatEndWithATransaction_Ends()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await WriteAsync(scenario.DeadLetters, producer => producer.AbortTransaction(Limit), "aborted");
        await WriteAsync(scenario.DeadLetters, producer => producer.CommitTransaction(Limit), "committed");

        var letters = await DeadLetterReplay.RunAsync(broker.CreateOptions(), scenario.DeadLetters, dryRun: true, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Single(letters);
    }

    private static Task<Response<Answered>> AskAsync(Peer asker) =>
        asker.Client.GetResponse<Answered>(new Ask("anybody?"), TestContext.Current.CancellationToken);

    private static string Described(Peer peer) =>
        string.Join(' ', peer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description));

    private void SkipUnlessReal() => Assert.SkipWhen(broker.IsEmbedded, "The embedded broker marks no transactions.");

    private Task WriteAsync(string topic, Action<IProducer<byte[], byte[]>> end, string value) => Task.Run(() =>
    {
        using var producer = Begin(topic, value);
        end(producer);
    });

    private IProducer<byte[], byte[]> Begin(string topic, string value)
    {
        var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = broker.Server.BootstrapServers, TransactionalId = $"{Guid.NewGuid():N}" }).Build();
        producer.InitTransactions(Limit);
        producer.BeginTransaction();
        producer.Produce(
            new TopicPartition(topic, 0),
            new()
            {
                Key = "k"u8.ToArray(),
                Value = Encoding.UTF8.GetBytes(value),
                Headers = [new Header("MT-MessageType", Encoding.UTF8.GetBytes(MessageUrn.ForTypeString<Ask>()))],
            });
        producer.Flush(Limit);
        return producer;
    }
}
