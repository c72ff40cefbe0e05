using System.Collections.Concurrent;
using KafkaRider.Tests.Following;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Topics;

/// <summary>Topics that get more partitions, or are deleted and made anew, while everybody reads them.</summary>
public sealed class ChangedTopicTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_PartitionsAreAdded_FollowsThemToo()
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "before");
        var follower = new RecordingFollower();
        var peer = await topic.FollowAsync(follower);

        await broker.Topics.AddPartitionsAsync(topic.Name, FollowedTopic.Partitions + 2);
        await topic.WriteAsync(FollowedTopic.Partitions, "first new");
        await topic.WriteAsync(FollowedTopic.Partitions + 1, "second new");
        await topic.WriteAsync(0, "after");

        await Eventually.TrueAsync(() => follower.Records.Count >= 4);
        Assert.Equal(["after", "before", "first new", "second new"], follower.Values.Order());
        Assert.Equal(0, follower.MadeAnewCount);
        Assert.Equal(BusHealthStatus.Healthy, peer.Bus.CheckHealth().Status);
    }

    [Theory]
    [InlineData(FollowedTopic.Partitions)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Follow_TopicIsMadeAnew_IsToldAndGetsAllThatIsInTheNewOne(int partitions)
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "old 0");
        await topic.WriteAsync(0, "old 1");
        await topic.WriteAsync(FollowedTopic.Partitions - 1, "old 2");
        var follower = new RecordingFollower();
        var peer = await topic.FollowAsync(follower);

        await broker.Topics.MakeAnewAsync(topic.Name, partitions);
        // More than were in the old one: a reader that goes on where it was finds nothing wrong.
        for (var number = 0; number < 5; number++)
        {
            await topic.WriteAsync(0, $"new {number}");
        }

        await topic.WriteAsync(partitions - 1, "new 5");
        await Eventually.TrueAsync(() => follower.MadeAnewCount == 1 && follower.CaughtUpCount == 2 && follower.ValuesSinceMadeAnew.Count() == 6);
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.Equal(Enumerable.Range(0, 6).Select(number => $"new {number}"), follower.ValuesSinceMadeAnew.Order());
    }

    [Fact]
    public async Task Follow_TopicIsDeleted_IsToldByHealthAndGoesOnWhenItIsBack()
    {
        SkipUnlessReal();
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "old");
        var follower = new RecordingFollower();
        var peer = await topic.FollowAsync(follower);

        await broker.Topics.DeleteAsync(topic.Name);
        await Eventually.TrueAsync(() => Describe(peer).Any(text => text.Contains($"topic {topic.Name} does not exist", StringComparison.Ordinal)));
        var health = peer.Bus.CheckHealth().Status;
        await broker.Topics.CreateAsync(topic.Name, FollowedTopic.Partitions);
        await peer.WaitForAsync(BusHealthStatus.Healthy);
        await topic.WriteAsync(0, "new");
        await Eventually.TrueAsync(() => follower.ValuesSinceMadeAnew.Contains("new"));

        Assert.NotEqual(BusHealthStatus.Healthy, health);
    }

    [Fact]
    public async Task Endpoint_PartitionsAreAdded_ConsumesThemToo()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var consumed = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context => NoteAsync(consumed, context));

        await broker.Topics.AddPartitionsAsync(scenario.Requests, 4);
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(scenario.Requests) == 4);
        await scenario.WriteAsksAsync(Enumerable.Range(0, 20).Select(i => ($"key {i}", $"text {i}")));

        await Eventually.TrueAsync(() => consumed.Distinct().Count() == 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Endpoint_TopicIsMadeAnew_ConsumesAllThatIsInTheNewOne(int partitions)
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var consumed = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context => NoteAsync(consumed, context));
        await scenario.WriteAsksAsync([("k", "old 0"), ("k", "old 1")]);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 2);

        await broker.Topics.MakeAnewAsync(scenario.Requests, partitions);
        await scenario.WriteAsksAsync(Enumerable.Range(0, 20).Select(i => ($"key {i}", $"new {i}")));

        await Eventually.TrueAsync(() => consumed.Where(text => text.StartsWith("new", StringComparison.Ordinal)).Distinct().Count() == 20);
    }

    [Fact]
    public async Task Endpoint_TopicIsMadeAnewAndSoonLongerThanBefore_ConsumesAllThatIsInTheNewOne()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var consumed = new ConcurrentQueue<string>();
        var gate = new TaskCompletionSource();
        var logs = new LogLines();
        await scenario.StartAnswererAsync(
            async context =>
            {
                await NoteAsync(consumed, context);
                await gate.Task;
            },
            endpoint => endpoint.PrefetchCount = 1,
            services: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(logs)));
        await scenario.WriteAsksAsync([("k", "old 0"), ("k", "old 1")]);

        // A client that is paused asks for nothing, so it does not see that the new topic is shorter at first.
        await Eventually.TrueAsync(() => logs.Lines.Any(line => line.Contains("is paused", StringComparison.Ordinal)));
        await broker.Topics.MakeAnewAsync(scenario.Requests, 1);
        await scenario.WriteAsksAsync(Enumerable.Range(0, 20).Select(i => ("k", $"new {i}")));
        gate.SetResult();

        await Eventually.TrueAsync(() => consumed.Contains("new 19"));
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 20);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"new {i}"), consumed.Where(text => text.StartsWith("new", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(1, null)]
    [InlineData(8, null)]
    [InlineData(4, 3)]
    public async Task Request_ReplyTopicIsMadeAnew_IsAnsweredAgain(int partitions, int? pinned)
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var asker = await scenario.StartAskerAsync(options => options.ReplyPartition = pinned);
        await AskAsync(asker, count: 3);

        await broker.Topics.MakeAnewAsync(scenario.Replies, partitions);

        for (var i = 0; i < 20; i++)
        {
            await Eventually.TrueAsync(() => TryAsk(asker));
        }

        await asker.WaitForAsync(BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task Request_PinnedReplyPartitionIsGone_SaysSo()
    {
        SkipUnlessReal();
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(options => options.ReplyPartition = 3);

        await broker.Topics.MakeAnewAsync(scenario.Replies, 1);

        await Eventually.TrueAsync(() => Describe(asker).Any(text => text.Contains("has no partition 3", StringComparison.Ordinal)));
        Assert.NotEqual(BusHealthStatus.Healthy, asker.Bus.CheckHealth().Status);
    }

    private void SkipUnlessReal() => Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody change its topics.");

    private static IEnumerable<string> Describe(Peer peer) =>
        peer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description ?? "");

    private static Task NoteAsync(ConcurrentQueue<string> consumed, ConsumeContext<Ask> context)
    {
        consumed.Enqueue(context.Message.Text);
        return Task.CompletedTask;
    }

    private static async Task AskAsync(Peer asker, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal($"{i}", (await asker.Client.GetResponse<Answered>(new Ask($"{i}"), Cancellation)).Message.Text);
        }
    }

    private static bool TryAsk(Peer asker)
    {
        try
        {
            return asker.Client.GetResponse<Answered>(new Ask("again"), Cancellation, RequestTimeout.After(s: 2)).GetAwaiter().GetResult() is not null;
        }
        catch (RequestException)
        {
            return false;
        }
    }
}
