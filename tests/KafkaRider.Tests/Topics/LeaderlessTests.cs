using KafkaRider.Internal;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Topics;

/// <summary>What an instance does whose reply partition has lost its only replica.</summary>
public sealed class LeaderlessTests(Broker broker) : IAsyncDisposable
{
    private const int Partitions = 4;
    private const string Id = "id";

    private readonly RiderMetrics _metrics = new();
    private readonly List<IAsyncDisposable> _owned = [];

    [Fact]
    public async Task ReplyPartition_HasNoLeader_AnotherIsTaken()
    {
        var (replies, watch, topic) = await StartAsync(pinned: null);
        var partition = PartitionOf(replies);

        watch.Note(topic, new(Id, Partitions, [partition]));
        await Eventually.TrueAsync(() => !replies.Status.IsReady);
        var (reason, address) = (replies.Status.Description, replies.ResponseAddress);

        // The broker itself knows of no such thing, so it may give the same partition again.
        await Eventually.TrueAsync(() => replies.Status.IsReady && PartitionOf(replies) != partition);

        Assert.Equal($"partition {partition} of {topic} has no leader", reason);
        Assert.Null(address);
    }

    [Fact]
    public async Task ReplyPartition_PinnedAndHasNoLeader_IsToldUntilItHas()
    {
        var (replies, watch, topic) = await StartAsync(pinned: 2);

        watch.Note(topic, new(Id, Partitions, [2]));
        await Eventually.TrueAsync(() => !replies.Status.IsReady);
        var (reason, address) = (replies.Status.Description, replies.ResponseAddress);
        watch.Note(topic, new(Id, Partitions, []));
        await Eventually.TrueAsync(() => replies.Status.IsReady);

        Assert.Equal($"partition 2 of {topic} has no leader", reason);
        Assert.Null(address);
        Assert.Equal(2, PartitionOf(replies));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _owned)
        {
            await part.DisposeAsync();
        }

        _metrics.Dispose();
    }

    private async Task<(ReplyConsumer Replies, TopicWatch Watch, string Topic)> StartAsync(int? pinned)
    {
        var topic = await broker.CreateTopicAsync("replies", Partitions);
        var options = broker.CreateOptions();
        var producer = new KafkaProducer(KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        var watch = new TopicWatch(producer, [topic], TimeProvider.System, NullLogger<TopicWatch>.Instance);
        watch.Note(topic, new(Id, Partitions, []));
        var pending = new PendingRequests(10, TimeProvider.System, _metrics);
        var replies = new ReplyConsumer(
            KafkaClientConfiguration.Reader(options, topic), new() { ReplyTopic = topic, ReplyPartition = pinned }, watch, pending, _metrics,
            TimeProvider.System, NullLogger<ReplyConsumer>.Instance);
        _owned.Add(new Stopping(replies, pending));
        _owned.Add(producer);
        replies.Start();
        await Eventually.TrueAsync(() => replies.Status.IsReady);
        return (replies, watch, topic);
    }

    private static int PartitionOf(ReplyConsumer replies) =>
        KafkaAddress.TryParse(replies.ResponseAddress!, out var address) ? address.Partition!.Value : throw new InvalidOperationException();

    private sealed class Stopping(ReplyConsumer replies, PendingRequests pending) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await replies.StopAsync();
            pending.Dispose();
        }
    }
}
