using System.Collections.Concurrent;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Consuming;

/// <summary>How an endpoint bounds what it takes, and what it does when it cannot go on.</summary>
public sealed class FlowTests(Broker broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_ComeAndGoWhilePaused_NothingIsLeftAndTheLimitHolds()
    {
        const int Records = 60, Limit = 4;
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 4);
        var gate = new TaskCompletionSource();
        var (running, most) = (0, 0);
        var done = new ConcurrentDictionary<string, bool>();
        await scenario.StartAnswererAsync(
            async context =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await gate.Task;
                Interlocked.Decrement(ref running);
                done[context.Message.Text] = true;
            },
            endpoint => (endpoint.MaxInFlight, endpoint.DrainTimeout) = (Limit, TimeSpan.Zero));
        await WriteAsync(scenario, Records);
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == Limit);

        var second = await scenario.StartAnswererAsync(
            _ => gate.Task, endpoint => (endpoint.MaxInFlight, endpoint.DrainTimeout) = (Limit, TimeSpan.Zero));
        await scenario.StopAsync(second);
        gate.SetResult();

        await Eventually.TrueAsync(() => done.Count == Records);
        // What was in progress when its partition went was still running.
        Assert.InRange(most, Limit, 2 * Limit);
    }

    [Fact]
    public async Task Consume_FullForMoments_DoesNotPause()
    {
        var logs = new EventLog();
        await using var scenario = await Scenario.CreateAsync(broker);
        var done = 0;
        await scenario.StartAnswererAsync(
            async _ =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(150), Cancellation);
                Interlocked.Increment(ref done);
            },
            endpoint => endpoint.MaxInFlight = 8,
            services: services => services.AddLogging(logging => logging.AddFilter<EventLog>(null, LogLevel.Information).AddProvider(logs)));

        await WriteAsync(scenario, 120);

        await Eventually.TrueAsync(() => Volatile.Read(ref done) == 120);
        Assert.InRange(logs.Names.Count(name => name == "Paused"), 0, 2);
    }

    [Fact]
    public async Task Consume_OneRecordIsNeverDone_BoundsWhatRunsAheadAndTellsOfIt()
    {
        const int Records = 500, Limit = 50;
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var stuck = true;
        var done = new ConcurrentDictionary<string, bool>();
        var answerer = await scenario.StartAnswererAsync(
            context =>
            {
                if (context.Message.Text == "0" && Volatile.Read(ref stuck))
                {
                    throw new TimeoutException("Somebody is away.");
                }

                done[context.Message.Text] = true;
                return Task.CompletedTask;
            },
            endpoint => endpoint.MessageLimit = Limit);
        await WriteAsync(scenario, Records);

        await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
        Assert.Contains(
            $"{scenario.Requests}[0]@0", string.Join('\n', answerer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description)), StringComparison.Ordinal);
        Assert.InRange(done.Count, 1, Limit);

        Volatile.Write(ref stuck, false);
        await Eventually.TrueAsync(() => done.Count == Records);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, Records);
        await answerer.WaitForAsync(BusHealthStatus.Healthy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consume_LimitSetByItsUsualName_IsHonoured(bool prefetch)
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var (running, most, done) = (0, 0, 0);
        var gate = new TaskCompletionSource();
        await scenario.StartAnswererAsync(
            async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await gate.Task;
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref done);
            },
            endpoint =>
            {
                if (prefetch)
                {
                    endpoint.PrefetchCount = 2;
                }
                else
                {
                    endpoint.ConcurrentMessageLimit = 2;
                }
            });

        await WriteAsync(scenario, 40);
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 2);
        gate.SetResult();

        await Eventually.TrueAsync(() => Volatile.Read(ref done) == 40);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Consume_SettingThatCannotBeHonoured_IsRefused()
    {
        await using var scenario = await Scenario.CreateAsync(broker);

        var refused = await Record.ExceptionAsync(() => scenario.StartAnswererAsync(_ => Task.CompletedTask, endpoint => endpoint.PublishFaults = true));

        Assert.Contains("PublishFaults", refused?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_WithoutAPartition_IsReady()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await scenario.StartAnswererAsync(_ => Task.CompletedTask);

        var standby = await scenario.StartAnswererAsync(_ => Task.CompletedTask, untilHealthy: false);

        await standby.WaitForAsync(BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task Stop_ManyWaitForOneKey_BeginsNoneOfThem()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var heard = 0;
        var answerer = await scenario.StartAnswererAsync(async _ =>
        {
            Interlocked.Increment(ref heard);
            await Task.Delay(TimeSpan.FromMilliseconds(400), Cancellation);
        });
        await scenario.WriteAsksAsync(Enumerable.Range(0, 30).Select(i => ("same", $"{i}")));

        await Eventually.TrueAsync(() => Volatile.Read(ref heard) > 0);
        await scenario.StopAsync(answerer);

        Assert.InRange(heard, 1, 10);
    }

    [Fact]
    public async Task Revoke_CancellationThatBlocks_HoldsNobodyUp()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 2);
        var gate = new TaskCompletionSource();
        using var released = new ManualResetEventSlim();
        var blocking = 0;
        var heard = new ConcurrentDictionary<string, bool>();
        async Task HearAsync(ConsumeContext<Ask> context)
        {
            if (context.Message.Text == "blocks")
            {
                using var registration = context.CancellationToken.Register(() => released.Wait(Patience, Cancellation));
                Interlocked.Increment(ref blocking);
                await gate.Task;
            }

            heard[context.Message.Text] = true;
        }

        await scenario.StartAnswererAsync(HearAsync, endpoint => endpoint.DrainTimeout = TimeSpan.Zero);
        await scenario.WriteAsksAsync(Enumerable.Range(0, 8).Select(i => ($"blocks {i}", "blocks")));

        await Eventually.TrueAsync(() => Volatile.Read(ref blocking) == 8);
        await scenario.StartAnswererAsync(HearAsync, endpoint => endpoint.DrainTimeout = TimeSpan.Zero);
        await WriteAsync(scenario, 20);

        await Eventually.TrueAsync(() => heard.Keys.Count(text => text != "blocks") == 20);
        released.Set();
        gate.SetResult();
    }

    [Fact]
    public async Task Host_ValueThatTheClientDoesNotKnow_IsRefusedWithItsName()
    {
        await using var scenario = await Scenario.CreateAsync(broker);

        var refused = await Record.ExceptionAsync(() => scenario.StartAskerAsync(host: options => options.Consumer["session.timeout.ms"] = "abc"));

        Assert.Contains("session.timeout.ms", Assert.IsType<ConfigurationException>(refused).Message, StringComparison.Ordinal);
    }

    private static Task WriteAsync(Scenario scenario, int records) =>
        scenario.WriteAsksAsync(Enumerable.Range(0, records).Select(i => ($"k{i}", $"{i}")));

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
