using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Following;

public sealed class FollowTests(Broker broker)
{
    [Fact]
    public async Task Follow_RecordsBeforeAndAfterTheStart_AllComeInPartitionOrderOnOneThread()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        for (var number = 0; number < 30; number++)
        {
            await topic.WriteAsync(number % FollowedTopic.Partitions, $"{number:00}");
        }

        var follower = new RecordingFollower();
        await topic.FollowAsync(follower);
        Assert.Equal(30, follower.CountAtCatchUp);
        await topic.WriteAsync(1, "98");
        await topic.WriteAsync(1, "99");
        await Eventually.TrueAsync(() => follower.Records.Count == 32);

        foreach (var partition in follower.Records.GroupBy(record => record.Partition))
        {
            Assert.Equal(partition.Select((_, index) => (long)index), partition.Select(record => record.Offset));
        }

        Assert.Equal(Enumerable.Range(0, 30).Append(98).Append(99).Select(number => $"{number:00}"), follower.Values.Order());
        Assert.Equal(["98", "99"], follower.Values.Zip(follower.Records, (value, record) => record.IsNew ? value : "").Where(value => value != ""));
        Assert.Single(follower.Threads.Distinct());
        Assert.Equal(1, follower.CaughtUpCount);
    }

    [Fact]
    public async Task Follow_NotCaughtUp_IsNotHealthyUntilItIs()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "1");
        await topic.WriteAsync(0, "2");
        using var gate = new ManualResetEventSlim();
        var follower = new RecordingFollower(receive: _ => gate.Wait(TestContext.Current.CancellationToken));

        var peer = await topic.FollowAsync(follower, untilHealthy: false);
        await Eventually.TrueAsync(() => follower.Threads.Count == 1);
        var health = peer.Bus.CheckHealth();
        gate.Set();
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.NotEqual(BusHealthStatus.Healthy, health.Status);
        Assert.Equal(2, follower.CountAtCatchUp);
    }

    [Fact]
    public async Task Follow_FallsFarBehind_IsNotHealthyUntilItIsNearAgain()
    {
        const int Limit = 10;
        await using var topic = await FollowedTopic.CreateAsync(broker);
        using var turns = new SemaphoreSlim(0);
        var follower = new RecordingFollower(receive: _ => turns.Wait(TestContext.Current.CancellationToken));
        var peer = await topic.FollowAsync(follower, lagLimit: Limit);

        foreach (var number in Enumerable.Range(0, 300))
        {
            await topic.WriteAsync(0, $"{number}");
        }

        await Eventually.TrueAsync(() =>
        {
            turns.Release();
            return peer.Bus.CheckHealth().Status != BusHealthStatus.Healthy;
        });
        var reasons = peer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description);
        turns.Release(300);
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.Contains(reasons, reason => reason!.Contains("records behind, and may be 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_EmptyTopic_HasCaughtUpAtOnce()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        var follower = new RecordingFollower();

        await topic.FollowAsync(follower);

        Assert.Equal(0, follower.CountAtCatchUp);
    }

    [Fact]
    public async Task Follow_TwoProcesses_BothGetEverything()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        RecordingFollower[] followers = [new(), new()];
        await Task.WhenAll(followers.Select(follower => topic.FollowAsync(follower)));

        await topic.WriteAsync(0, "a");
        await topic.WriteAsync(2, "b");

        await Eventually.TrueAsync(() => followers.All(follower => follower.Records.Count == 2));
    }

    [Fact]
    public async Task Follow_RecordThatTheFollowerRefuses_IsCountedAndTheNextOnesCome()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        using var skipped = new CounterWatch("kafka_rider.follow.skipped", "topic", topic.Name);
        var follower = new RecordingFollower(receive: record =>
        {
            if (!record.TryRead<Noted>(out _))
            {
                throw new InvalidRecordException("unknown type");
            }
        });
        await topic.WriteAsync(0, """{"text":"good"}""", typeof(Noted));
        await topic.WriteAsync(0, "no json", typeof(Noted));
        await topic.WriteAsync(0, "null", typeof(Noted));
        await topic.WriteAsync(0, """{"text":"other"}""", typeof(Ask));
        await topic.WriteAsync(0, """{"text":"no type"}""");
        await topic.WriteAsync(0, """{"text":"last"}""", typeof(Noted));

        await topic.FollowAsync(follower);

        Assert.Equal(["""{"text":"good"}""", """{"text":"last"}"""], follower.Values);
        Assert.Equal(4, skipped.Count);
    }

    [Fact]
    public async Task Follow_FollowerThatFailsAtFirst_IsAskedAgain()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "record");
        var asked = 0;
        var follower = new RecordingFollower(start: _ => ++asked == 1 ? throw new ArgumentException("not yet") : FollowStart.Beginning);

        await topic.FollowAsync(follower);

        Assert.Equal(["record"], follower.Values);
    }

    [Fact]
    public async Task Follow_BrokerGoesDownAndComesBack_GoesOnWhereItWas()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, "before");
        var follower = new RecordingFollower();
        var peer = await topic.FollowAsync(follower);

        await broker.Server.GoDownAsync();
        try
        {
            await Eventually.TrueAsync(() => peer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
        }
        finally
        {
            await broker.Server.ComeBackAsync(TestContext.Current.CancellationToken);
        }

        await topic.WriteAsync(0, "after");
        await Eventually.TrueAsync(() => follower.Records.Count >= 2);
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.Equal(["before", "after"], follower.Values);
    }

    [Fact]
    public async Task Follow_RecordWithHeaders_ShowsThem()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        var (id, time) = (Guid.NewGuid(), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await topic.WriteAsync(2, """{"text":"hello"}""", typeof(Noted), time, id);
        var follower = new RecordingFollower();

        await topic.FollowAsync(follower);

        var record = Assert.Single(follower.Records);
        Assert.True(record.TryRead<Noted>(out var noted));
        Assert.Equal("hello", noted.Text);
        Assert.False(record.TryRead<Ask>(out _));
        Assert.Equal((2, 0, id, time), (record.Partition, record.Offset, record.CorrelationId, record.Timestamp));
        Assert.Null(record.RequestId);
        Assert.Equal($"{id}", record.GetHeader("CorrelationId"));
    }
}
