using System.Diagnostics.Metrics;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Hosting;

/// <summary>What is left of a rider that has ended.</summary>
public sealed class StopTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_NothingIsTimedOrMeasuredAfterwards()
    {
        var (topic, replies) = (await broker.CreateTopicAsync("requests", 1), await broker.CreateTopicAsync("replies", 1));
        var time = new CountingTime();
        using var measured = new PendingWatch();
        await using (var peer = await StartAsync(topic, replies, time, _ => Task.CompletedTask))
        {
            Assert.NotEqual(0, time.Timers);
            Assert.NotEqual(0, measured.Count());
        }

        Assert.Equal(0, time.Timers);
        Assert.Equal(0, measured.Count());
    }

    [Fact]
    public async Task Stop_InTooLittleTime_EndsEverythingAllTheSame()
    {
        var (topic, replies) = (await broker.CreateTopicAsync("requests", 1), await broker.CreateTopicAsync("replies", 1));
        var time = new CountingTime();
        var entered = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        await using var peer = await StartAsync(topic, replies, time, _ =>
        {
            entered.TrySetResult();
            return gate.Task;
        });
        _ = peer.Client.GetResponse<Answered>(new Ask("x"), Cancellation).ContinueWith(task => task.Exception, TaskScheduler.Default);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        _ = await Record.ExceptionAsync(() => peer.Bus.StopAsync(impatience.Token));
        gate.SetResult();

        await Eventually.TrueAsync(() => time.Timers == 0);
    }

    private Task<Peer> StartAsync(string topic, string replies, TimeProvider time, Func<ConsumeContext<Ask>, Task> consume) => Peer.StartAsync(
        rider =>
        {
            rider.AddConsumer<AskConsumer>();
            rider.AddRequestClient<Ask>(topic);
        },
        (context, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.RequestClient(new() { ReplyTopic = replies });
            kafka.TopicEndpoint(topic, $"group-{topic}", endpoint => endpoint.ConfigureConsumer<AskConsumer>(context));
        },
        services: services => services.AddSingleton(time).AddSingleton(consume));

    private sealed class AskConsumer(Func<ConsumeContext<Ask>, Task> consume) : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context) => consume(context);
    }

    /// <summary>Is the time, and counts the timers that somebody still has.</summary>
    private sealed class CountingTime : TimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // Those that fire only once end by themselves.
            if (period == Timeout.InfiniteTimeSpan)
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            Interlocked.Increment(ref _timers);
            return new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class CountedTimer(CountingTime time, ITimer timer) : ITimer
        {
            private int _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref time._timers);
                    timer.Dispose();
                }
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>Counts how many riders of the process measure their pending requests.</summary>
    private sealed class PendingWatch : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public PendingWatch()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == KafkaRiderDiagnostics.MeterName && instrument.Name == "kafka_rider.requests.pending")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, _, _, _) => _count++);
            _listener.Start();
        }

        public int Count()
        {
            _count = 0;
            _listener.RecordObservableInstruments();
            return _count;
        }

        public void Dispose() => _listener.Dispose();
    }
}
