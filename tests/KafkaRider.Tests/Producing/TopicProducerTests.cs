using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Producing;

/// <summary>What goes through a topic producer, and what of it is on the wire.</summary>
public sealed class TopicProducerTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Produce_FromAScope_WritesTheMessageWithIdsAndWhereItComesFrom()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await StartAsync(rider => rider.AddProducer<Noted>(topic));
        await using var scope = peer.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new("hello"), Cancellation);

        var record = (await broker.ReadAllAsync(topic)).Single();
        Assert.Equal("hello", ReadText(record));
        Assert.Null(record.Message.Key);
        Assert.Equal("loopback://localhost/", Header(record, "SourceAddress"));
        Assert.NotEqual(Guid.Empty, Guid.Parse(Header(record, "MessageId")!));
        Assert.NotEqual(Guid.Empty, Guid.Parse(Header(record, "ConversationId")!));
        Assert.Contains(MessageUrn.ForTypeString<Noted>(), Header(record, "MT-MessageType")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Produce_ObjectWithHeaders_MakesTheMessageAndHeadersOfIt()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await StartAsync(rider => rider.AddProducer<INote>(topic));
        await using var scope = peer.Services.CreateAsyncScope();
        var id = NewId.NextGuid();

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<INote>>().Produce(
            new { Text = "made", __CorrelationId = id, __Header_Tenant = "blue" }, Cancellation);

        var record = (await broker.ReadAllAsync(topic)).Single();
        Assert.Equal("made", ReadText(record));
        Assert.Equal(id, Guid.Parse(Header(record, "CorrelationId")!));
        Assert.Equal("blue", Header(record, "Tenant"));
    }

    [Fact]
    public async Task Produce_Pipe_HasTheLastWordOnHeadersKeyAndPartition()
    {
        var topic = await broker.CreateTopicAsync("produced", 3);
        await using var peer = await StartAsync(rider => rider.AddProducer<int, Noted>(topic, context => context.Message.Text.Length));
        await using var scope = peer.Services.CreateAsyncScope();
        var producer = scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>();

        await producer.Produce(new("four"), Cancellation);
        await scope.ServiceProvider.GetRequiredService<ITopicProducer<int, Noted>>().Produce(
            5,
            new("piped"),
            Pipe.Execute<KafkaSendContext<int, Noted>>(context =>
            {
                context.Key += 100;
                context.Partition = 2;
                context.Headers.Set("Point", new { X = 1, Y = "two" });
                context.Headers.Set("Count", 7);
            }),
            Cancellation);

        var records = (await broker.ReadAllAsync(topic)).ToDictionary(ReadText);
        Assert.Equal(4, BinaryPrimitives.ReadInt32BigEndian(records["four"].Message.Key));
        Assert.Equal(105, BinaryPrimitives.ReadInt32BigEndian(records["piped"].Message.Key));
        Assert.Equal(2, records["piped"].Partition.Value);
        Assert.Equal("7", Header(records["piped"], "Count"));
        Assert.Equal("two", JsonDocument.Parse(Header(records["piped"], "Point")!).RootElement.GetProperty("y").GetString());
    }

    [Fact]
    public async Task Produce_InAConsumer_ContinuesItsConversation()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var topic = await broker.CreateTopicAsync("produced", 1);
        var requested = new TaskCompletionSource<ConsumeContext>();
        await using var peer = await Peer.StartAsync(
            rider =>
            {
                rider.AddConsumer<NotingConsumer>();
                rider.AddProducer<string, Noted>(topic);
            },
            (context, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.TopicEndpoint(scenario.Requests, scenario.Group, endpoint => endpoint.ConfigureConsumer<NotingConsumer>(context));
            },
            services: services => services.AddSingleton(requested));
        var (correlation, conversation) = (NewId.NextGuid(), NewId.NextGuid());

        await scenario.WriteRequestAsync(
            "k", Scenario.Json(new("go")), ("MT-MessageType", MessageUrn.ForTypeString<Ask>()), ("CorrelationId", $"{correlation}"),
            ("ConversationId", $"{conversation}"), ("Tenant", "blue"));

        await requested.Task.WaitAsync(Cancellation);
        var record = (await broker.ReadAsync(topic, records => records.Count == 1)).Single();
        Assert.Equal("key of go", Encoding.UTF8.GetString(record.Message.Key));
        Assert.Equal(conversation, Guid.Parse(Header(record, "ConversationId")!));
        Assert.Equal(correlation, Guid.Parse(Header(record, "InitiatorId")!));
        Assert.Equal("blue", Header(record, "Tenant"));
        Assert.Contains(scenario.Requests, Header(record, "SourceAddress")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_InAConsumer_GoesTheWayOfTheProducer()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await Peer.StartAsync(
            rider =>
            {
                rider.AddConsumer<PublishingConsumer>();
                rider.AddProducer<long, Noted>(
                    topic, context => context.Message.Text.Length, (_, producer) => producer.SetValueSerializer(new ReversingSerializer()));
            },
            (context, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.TopicEndpoint(scenario.Requests, scenario.Group, endpoint => endpoint.ConfigureConsumer<PublishingConsumer>(context));
            });

        await scenario.WriteAskAsync("k", "abc");

        var record = (await broker.ReadAsync(topic, records => records.Count == 1)).Single();
        Assert.Equal("cba", Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal(3, BinaryPrimitives.ReadInt64BigEndian(record.Message.Key));
    }

    [Fact]
    public async Task Produce_ScopedSendFilter_SeesTheServicesOfTheScope()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await Peer.StartAsync(
            rider => rider.AddProducer<Noted>(topic),
            (context, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.UseSendFilter(typeof(TenantFilter<>), context);
            },
            services: services => services.AddScoped<Tenant>());
        foreach (var name in (string[])["blue", "red"])
        {
            await using var scope = peer.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Name = name;
            await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new(name), Cancellation);
        }

        Assert.All(await broker.ReadAllAsync(topic), record => Assert.Equal(ReadText(record), Header(record, "Tenant")));
    }

    [Fact]
    public async Task Produce_AfterTheBusWasStoppedAndStarted_WritesOn()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await StartAsync(rider => rider.AddProducer<Noted>(topic));
        await using var scope = peer.Services.CreateAsyncScope();
        var producer = scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>();
        await producer.Produce(new("before"), Cancellation);

        await peer.Bus.StopAsync(Cancellation);
        await peer.Bus.StartAsync(Cancellation);
        await producer.Produce(new("after"), Cancellation);
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.Equal(["before", "after"], (await broker.ReadAllAsync(topic)).Select(ReadText));
    }

    [Fact]
    public async Task GetProducer_TopicThatIsKnownOnlyNow_Writes()
    {
        var topic = await broker.CreateTopicAsync("produced", 1);
        await using var peer = await StartAsync(_ => { });
        await using var scope = peer.Services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredService<ITopicProducerProvider>();

        await provider.GetProducer<Noted>(new($"topic:{topic}")).Produce(new("short"), Cancellation);
        await provider.GetProducer<string, Noted>(new($"loopback://localhost/kafka/{topic}")).Produce("k", new("long"), Cancellation);

        Assert.Equal(["short", "long"], (await broker.ReadAllAsync(topic)).Select(ReadText));
    }

    [Fact]
    public async Task AddProducer_SettingsOfItsOwn_AreItsOwnClients()
    {
        var (own, shared) = (await broker.CreateTopicAsync("produced", 1), await broker.CreateTopicAsync("produced", 1));
        var statistics = new TaskCompletionSource<string>();
        await using var peer = await StartAsync(rider =>
        {
            rider.AddProducer<Noted>(own, new ProducerConfig { ClientId = "of-its-own", StatisticsIntervalMs = 100 }, (_, producer) =>
                producer.SetStatisticsHandler(json => statistics.TrySetResult(json)));
            rider.AddProducer<Ask>(shared);
        });
        await using var scope = peer.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new("x"), Cancellation);
        await scope.ServiceProvider.GetRequiredService<ITopicProducer<Ask>>().Produce(new("y"), Cancellation);

        using var told = JsonDocument.Parse(await statistics.Task.WaitAsync(Cancellation));
        Assert.Equal("of-its-own", told.RootElement.GetProperty("client_id").GetString());
        Assert.Equal(["x"], (await broker.ReadAllAsync(own)).Select(ReadText));
    }

    [Fact]
    public async Task AddProducer_SettingThatLosesRecords_IsRefusedAtStart()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(rider =>
            rider.AddProducer<Noted>("anywhere", (_, producer) => producer.EnableIdempotence = false)));

        Assert.Contains("enable.idempotence", refusal.ToString(), StringComparison.Ordinal);
    }

    private Task<Peer> StartAsync(Action<IRiderRegistrationConfigurator> register) =>
        Peer.StartAsync(register, (_, kafka) => kafka.Host(broker.CreateOptions()));

    private static string ReadText(ConsumeResult<byte[], byte[]> record) =>
        JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("text").GetString()!;

    private static string? Header(ConsumeResult<byte[], byte[]> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    public interface INote
    {
        string Text { get; }
    }

    private sealed class NotingConsumer(ITopicProducer<string, Noted> producer, TaskCompletionSource<ConsumeContext> consumed) : IConsumer<Ask>
    {
        public async Task Consume(ConsumeContext<Ask> context)
        {
            await producer.Produce($"key of {context.Message.Text}", new(context.Message.Text), context.CancellationToken);
            consumed.TrySetResult(context);
        }
    }

    private sealed class PublishingConsumer : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context) => context.Publish(new Noted(context.Message.Text));
    }

    private sealed class ReversingSerializer : ISerializer<Noted>
    {
        public byte[] Serialize(Noted data, SerializationContext context) => Encoding.UTF8.GetBytes([.. data.Text.Reverse()]);
    }

    private sealed class Tenant
    {
        public string Name { get; set; } = "none";
    }

    private sealed class TenantFilter<T>(Tenant tenant) : IFilter<SendContext<T>>
        where T : class
    {
        public Task Send(SendContext<T> context, IPipe<SendContext<T>> next)
        {
            context.Headers.Set("Tenant", tenant.Name);
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("tenant");
    }
}
