using KafkaRider.Tests.Support;
using KafkaRider.Views.Tests.Support;
using MassTransit;

namespace KafkaRider.Views.Tests.Views;

public sealed class KafkaViewTests(Broker broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsCurrent_EverythingBeforeTheStartIsApplied_IsAndFollows()
    {
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync("a", "b", "c", "a");

        await using var process = await StartAsync(topic);
        var view = await process.CurrentAsync<CounterView>();
        Assert.Equal((2, 1, 1), (view["a"], view["b"], view["c"]));
        var last = await topic.WriteAsync("b", "a");

        Assert.True(await view.WaitForAsync(last, Patience, Cancellation));
        Assert.Equal((3, 2, 1), (view["a"], view["b"], view["c"]));
        Assert.Equal(0, view.Lag);
    }

    [Fact]
    public async Task IsCurrent_NotEverythingIsApplied_IsNotAndNeitherIsTheBusHealthy()
    {
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync("a", "a");
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();

        await using var process = await StartAsync(topic, view => view.Applying = _ =>
        {
            reached.Set();
            gate.Wait(Cancellation);
        });
        var view = process.View<CounterView>();
        reached.Wait(Cancellation);
        var (isCurrent, health) = (view.IsCurrent, process.Health);
        gate.Set();

        await process.CurrentAsync<CounterView>();
        Assert.False(isCurrent);
        Assert.NotEqual(BusHealthStatus.Healthy, health);
        Assert.Equal(2, view["a"]);
    }

    [Fact]
    public async Task IsCurrent_TooFarBehind_IsNotUntilItIsNearAgain()
    {
        var topic = await CountedTopic.CreateAsync(broker);
        using var turns = new SemaphoreSlim(0);
        await using var process = await StartAsync(topic, view => view.Applying = _ => turns.Wait(Cancellation), lagLimit: 3);
        var view = await process.CurrentAsync<CounterView>();

        await topic.WriteAsync([.. Enumerable.Repeat("a", 60)]);
        await Eventually.TrueAsync(() =>
        {
            turns.Release();
            return !view.IsCurrent;
        });
        var (hasCaughtUp, lag) = (view.HasCaughtUp, view.Lag);
        turns.Release(60);

        await process.CurrentAsync<CounterView>();
        Assert.True(hasCaughtUp);
        Assert.True(lag > 3, $"The lag was {lag}.");
        await Eventually.TrueAsync(() => view["a"] == 60);
    }

    [Fact]
    public async Task Apply_RecordsThatAreNoneOfItsOwnOrBroken_ArePassedOver()
    {
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, new Other("a"));
        await topic.WriteAsync(0, MessageUrn.ForTypeString<Counted>(), "no json");
        await topic.WriteAsync(0, new Counted("a"));

        await using var process = await StartAsync(topic);
        var view = await process.CurrentAsync<CounterView>();

        Assert.Equal(1, view["a"]);
        Assert.Single(process.Logs.Lines, line => line.Contains("is passed over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WaitForAsync_RecordDoesNotCome_EndsWithTheTime()
    {
        var topic = await CountedTopic.CreateAsync(broker);
        var last = await topic.WriteAsync("a");
        await using var process = await StartAsync(topic);
        var view = await process.CurrentAsync<CounterView>();

        Assert.False(await view.WaitForAsync(last with { Offset = last.Offset + 1 }, TimeSpan.FromMilliseconds(20), Cancellation));
        Assert.True(await view.WaitForAsync(last, TimeSpan.Zero, Cancellation));
        Assert.Equal(0, view.WaiterCount);
    }

    [Fact]
    public async Task Clear_TopicIsMadeAnew_ShowsWhatIsInTheNewOne()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody change its topics.");
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync("a", "b", "b");
        await using var process = await StartAsync(topic);
        var view = await process.CurrentAsync<CounterView>();

        await broker.Topics.MakeAnewAsync(topic.Name, CountedTopic.Partitions + 1);
        await topic.WriteAsync("b", "c");
        await topic.WriteAsync(CountedTopic.Partitions, new Counted("d"));

        await Eventually.TrueAsync(() => (view["a"], view["b"], view["c"], view["d"]) == (0, 1, 1, 1));
        await process.CurrentAsync<CounterView>();
    }

    [Fact]
    public async Task Follow_PartitionsAreAdded_FollowsThemToo()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody change its topics.");
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync("a");
        await using var process = await StartAsync(topic);
        var view = await process.CurrentAsync<CounterView>();

        await broker.Topics.AddPartitionsAsync(topic.Name, CountedTopic.Partitions + 1);
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(topic.Name) > CountedTopic.Partitions);
        await topic.WriteAsync(CountedTopic.Partitions, new Counted("z"));

        await Eventually.TrueAsync(() => view["z"] == 1);
        Assert.Equal(1, view["a"]);
    }

    private Task<ViewProcess> StartAsync(CountedTopic topic, Action<CounterView>? prepare = null, long lagLimit = 10_000) =>
        ViewProcess.StartAsync(broker, services =>
        {
            services.AddKafkaView<CounterView>(topic.Name).Configure(options => options.LagLimit = lagLimit);
            services.Prepare(prepare);
        });

    public sealed record Other(string Name);
}
