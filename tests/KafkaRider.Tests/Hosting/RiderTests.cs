using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using MassTransit.Testing;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Hosting;

/// <summary>What code that was written for MassTransit.Kafka asks of a rider as a whole.</summary>
public sealed class RiderTests(Broker broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public interface ISecondBus : IBus;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectTopicEndpoint_ConsumesUntilItIsStoppedAndFromThereWhenConnectedAgain()
    {
        var topic = await broker.CreateTopicAsync("connected", 1);
        var heard = new ConcurrentQueue<string>();
        await using var peer = await StartAsync(rider => rider.AddProducer<Noted>(topic), (_, _) => { });
        var rider = peer.Services.GetRequiredService<IKafkaRider>();
        HostReceiveEndpointHandle Connect() => rider.ConnectTopicEndpoint<Noted>(topic, $"group-{topic}", (_, endpoint) =>
            endpoint.Handler<Noted>(context =>
            {
                heard.Enqueue(context.Message.Text);
                return Task.CompletedTask;
            }));

        var connected = Connect();
        await connected.Ready.WaitAsync(Cancellation);
        await ProduceAsync(peer, "1");
        await Eventually.TrueAsync(() => heard.Count == 1);
        await connected.StopAsync(Cancellation);
        await ProduceAsync(peer, "2");
        await broker.WaitForCommitAsync($"group-{topic}", topic, 1);
        Assert.Equal(["1"], heard);

        connected = Connect();
        await connected.Ready.WaitAsync(Cancellation);
        await Eventually.TrueAsync(() => heard.Count == 2);

        // With the bus it comes back.
        await peer.Bus.StopAsync(Cancellation);
        await peer.Bus.StartAsync(Cancellation);
        await connected.Ready.WaitAsync(Cancellation);
        await ProduceAsync(peer, "3");
        await Eventually.TrueAsync(() => heard.Count == 3);
        Assert.Equal(["1", "2", "3"], heard);
    }

    [Fact]
    public async Task Publish_NoProducer_ReachesTheBus()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var provider = new ServiceCollection()
            .AddMassTransitTestHarness(bus =>
            {
                bus.SetTestTimeouts(testInactivityTimeout: Patience);
                bus.AddHandler((Answered _) => Task.CompletedTask);
                bus.AddRider(rider =>
                {
                    rider.AddConsumer<PublishingConsumer>();
                    rider.UsingKafka((context, kafka) =>
                    {
                        kafka.Host(broker.CreateOptions());
                        kafka.TopicEndpoint<Noted>(topic, $"group-{topic}", endpoint => endpoint.ConfigureConsumer<PublishingConsumer>(context));
                    });
                });
            })
            .BuildServiceProvider(true);
        var harness = provider.GetTestHarness();
        await harness.Start();

        await broker.Producer.ProduceAsync(topic, new() { Value = "{\"text\":\"over\"}"u8.ToArray() }, Cancellation);

        var published = await harness.Consumed.SelectAsync<Answered>(Cancellation).FirstOrDefault();
        Assert.Equal("over", published.Context.Message.Text);
        Assert.Equal(new Uri($"loopback://localhost/kafka/{topic}"), published.Context.SourceAddress);
    }

    [Fact]
    public async Task Produce_StateMachine_WritesAsAConsequence()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var provider = new ServiceCollection()
            .AddMassTransitTestHarness(bus =>
            {
                bus.AddSagaStateMachine<NoteMachine, NoteState>();
                bus.AddRider(rider =>
                {
                    rider.AddProducer<Noted>(topic);
                    rider.UsingKafka((_, kafka) => kafka.Host(broker.CreateOptions()));
                });
            })
            .BuildServiceProvider(true);
        var harness = provider.GetTestHarness();
        await harness.Start();
        var id = NewId.NextGuid();

        await harness.Bus.Publish(new Begun(id), Cancellation);

        var record = (await broker.ReadAsync(topic, records => records.Count == 1)).Single();
        Assert.Equal("{\"text\":\"begun\"}", Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal(id, Guid.Parse(Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("InitiatorId"))));
    }

    [Fact]
    public async Task SeveralBuses_EachHasItsRider()
    {
        var (first, second) = (await broker.CreateTopicAsync("first", 1), await broker.CreateTopicAsync("second", 1));
        var heard = new ConcurrentQueue<string>();
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus => Configure(bus, rider =>
            {
                rider.AddProducer<Noted>(first);
                rider.UsingKafka((_, kafka) => Listen<Noted>(kafka, first, noted => heard.Enqueue($"first {noted.Text}")));
            }))
            .AddMassTransit<ISecondBus>(bus => bus.AddRider(rider =>
            {
                bus.UsingInMemory();
                rider.AddProducer<Answered>(second);
                rider.UsingKafka((_, kafka) => Listen<Answered>(kafka, second, answered => heard.Enqueue($"second {answered.Text}")));
            }))
            .BuildServiceProvider(true);
        var (one, two) = (provider.GetRequiredService<IBusControl>(), provider.GetRequiredService<IBusInstance<ISecondBus>>().BusControl);
        await Task.WhenAll(one.StartAsync(Cancellation), two.StartAsync(Cancellation));
        try
        {
            await using var scope = provider.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new("note"), Cancellation);
            await scope.ServiceProvider.GetRequiredService<ITopicProducer<Answered>>().Produce(new("answer"), Cancellation);

            await Eventually.TrueAsync(() => heard.Count == 2);
            Assert.Equal(["first note", "second answer"], heard.Order(StringComparer.Ordinal));
        }
        finally
        {
            await Task.WhenAll(one.StopAsync(CancellationToken.None), two.StopAsync(CancellationToken.None));
        }
    }

    [Theory]
    [InlineData("ssl.ca.location")]
    [InlineData("acks")]
    [InlineData("max.in.flight")]
    public async Task Client_SettingThatCannotBe_IsRefusedAtStart(string name)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Peer.StartAsync(
            _ => { },
            (_, kafka) =>
            {
                kafka.Host("localhost:1", host => host.UseSsl(ssl => ssl.CaLocation = name == "ssl.ca.location" ? "/nowhere" : null));
                kafka.SecurityProtocol = SecurityProtocol.Ssl;
                kafka.Acks = name == "acks" ? Acks.Leader : null;
                kafka.MaxInFlight = name == "max.in.flight" ? 5 : null;
            },
            untilHealthy: false));

        Assert.Contains(name, refusal.ToString(), StringComparison.Ordinal);
    }

    private Task<Peer> StartAsync(Action<IRiderRegistrationConfigurator> register, Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure) =>
        Peer.StartAsync(register, (context, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            configure(context, kafka);
        });

    private static void Configure(IBusRegistrationConfigurator bus, Action<IRiderRegistrationConfigurator> configure)
    {
        bus.UsingInMemory();
        bus.AddRider(configure);
    }

    private void Listen<T>(IKafkaFactoryConfigurator kafka, string topic, Action<T> hear)
        where T : class
    {
        kafka.Host(broker.CreateOptions());
        kafka.TopicEndpoint<T>(topic, $"group-{topic}", endpoint => endpoint.Handler<T>(context =>
        {
            hear(context.Message);
            return Task.CompletedTask;
        }));
    }

    private static async Task ProduceAsync(Peer peer, string text)
    {
        await using var scope = peer.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new(text), Cancellation);
    }

    public sealed record Begun(Guid CorrelationId) : CorrelatedBy<Guid>;

    public sealed class NoteState : SagaStateMachineInstance
    {
        public Guid CorrelationId { get; set; }

        public string CurrentState { get; set; } = "";
    }

    private sealed class NoteMachine : MassTransitStateMachine<NoteState>
    {
        public NoteMachine()
        {
            InstanceState(instance => instance.CurrentState);
            Initially(When(Begun).Produce(_ => Task.FromResult(new Noted("begun"))).Finalize());
        }

        public Event<Begun> Begun { get; private set; } = null!;
    }

    private sealed class PublishingConsumer : IConsumer<Noted>
    {
        public Task Consume(ConsumeContext<Noted> context) => context.Publish(new Answered(context.Message.Text));
    }
}
