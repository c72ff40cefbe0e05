using System.Buffers.Binary;
using System.Text;
using Avro;
using Avro.Generic;
using Confluent.SchemaRegistry.Serdes;
using KafkaRider.Tests.Consuming;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Avro, with a schema registry, over the seams that serializers have.</summary>
public sealed class AvroTests(Broker broker) : IAsyncLifetime
{
    private SchemaRegistryStandIn? _registry;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SchemaRegistryStandIn Registry => _registry!;

    public async ValueTask InitializeAsync() => _registry = await SchemaRegistryStandIn.StartAsync();

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    [Fact]
    public async Task Produce_FactoryOfAvro_KeyValueAndContentTypeAreAvro()
    {
        var topic = await broker.CreateTopicAsync("avro", 1);
        await using var service = await AvroService<CurrentOrder>.StartAsync(broker, Registry, topic);

        await service.WriteAsync("A-1", new() { Number = "A-1", Carrier = "ship" });
        await service.WaitForAsync(1);

        var context = service.Heard.Single();
        Assert.Equal(("A-1", "ship", "A-1"), (context.Message.Number, context.Message.Carrier, context.GetKey<OrderKey>()?.Number));
        Assert.Equal([$"{topic}-key", $"{topic}-value"], Registry.Subjects);
        var record = (await broker.ReadAllAsync(topic)).Single();
        Assert.Equal((byte)0, record.Message.Value[0]);
        Assert.NotEqual(SchemaIdOf(record.Message.Key), SchemaIdOf(record.Message.Value));
        Assert.Equal("application/avro", Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("content-type")));
    }

    [Fact]
    public async Task Consume_FieldWasAddedWithADefault_OldAndNewReadersReadOn()
    {
        var topic = await broker.CreateTopicAsync("avro", 1);
        await using var former = await AvroService<FormerOrder>.StartAsync(broker, Registry, topic);
        await former.WriteAsync("A-1", new() { Number = "A-1" });
        await former.WaitForAsync(1);
        await using var current = await AvroService<CurrentOrder>.StartAsync(broker, Registry, topic);

        await current.WriteAsync("A-2", new() { Number = "A-2", Carrier = "ship" });
        await former.WriteAsync("A-3", new() { Number = "A-3" });
        await Task.WhenAll(former.WaitForAsync(3), current.WaitForAsync(3));

        Assert.Equal(2, Registry.CountVersions($"{topic}-value"));
        Assert.Equal(["A-1", "A-2", "A-3"], former.Heard.Select(context => context.Message.Number));
        Assert.Equal(
            [("A-1", "pigeon"), ("A-2", "ship"), ("A-3", "pigeon")], current.Heard.Select(context => (context.Message.Number, context.Message.Carrier)));
    }

    [Fact]
    public async Task Consume_RegistryIsAway_WaitsWhereFailuresAreKept()
    {
        var topic = await broker.CreateTopicAsync("avro", 1);
        await using var writer = await AvroService<FormerOrder>.StartAsync(broker, Registry, topic);
        await writer.WriteAsync("A-1", new() { Number = "A-1" });
        Registry.IsAway = true;
        await using var reader = await AvroService<CurrentOrder>.StartAsync(
            broker, Registry, topic, endpoint => endpoint.RetryForever(exception => exception is HttpRequestException));

        await Eventually.TrueAsync(() => Registry.TurnedAway >= 2);
        Assert.Empty(reader.Heard);
        Registry.IsAway = false;

        await reader.WaitForAsync(1);
        Assert.Equal("A-1", reader.Heard.Single().Message.Number);
    }

    [Fact]
    public async Task Produce_NoKey_RegistersNoneAndLeavesItOut()
    {
        var topic = await broker.CreateTopicAsync("avro", 1);
        using var client = Registry.CreateClient();
        await using var peer = await Peer.StartAsync(rider => rider.AddProducer<FormerOrder>(topic), (_, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.SetSerializationFactory(new AvroSerializerFactory(client));
        });
        await using var scope = peer.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<FormerOrder>>().Produce(new FormerOrder { Number = "A-1" }, Cancellation);

        Assert.Null((await broker.ReadAllAsync(topic)).Single().Message.Key);
        Assert.Equal([$"{topic}-value"], Registry.Subjects);
    }

    [Fact]
    public async Task SetSerializers_OfOneProducerAndOneEndpoint_AreGenericAvroBesideJson()
    {
        var (topic, json) = (await broker.CreateTopicAsync("avro", 1), await broker.CreateTopicAsync("json", 1));
        using var client = Registry.CreateClient();
        var heard = new TaskCompletionSource<(string? Key, GenericRecord Order)>();
        await using var peer = await Peer.StartAsync(
            rider =>
            {
                rider.AddProducer<string, GenericRecord>(topic, (_, producer) =>
                {
                    producer.SetKeySerializer(new AvroSerializer<string>(client));
                    producer.SetValueSerializer(new AvroSerializer<GenericRecord>(client));
                });
                rider.AddProducer<Noted>(json);
            },
            (_, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.TopicEndpoint<string, GenericRecord>(topic, TypedEndpoints.GroupOf(topic), endpoint =>
                {
                    endpoint.SetKeyDeserializer(new AvroDeserializer<string>(client));
                    endpoint.SetValueDeserializer(new AvroDeserializer<GenericRecord>(client));
                    endpoint.Handler<GenericRecord>(context => Task.FromResult(heard.TrySetResult((context.GetKey<string>(), context.Message))));
                });
            });
        await using var scope = peer.Services.CreateAsyncScope();
        var order = new GenericRecord((RecordSchema)FormerOrder._SCHEMA);
        order.Add("number", "A-1");

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<string, GenericRecord>>().Produce("k", order, Cancellation);
        await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new("plain"), Cancellation);

        var (key, read) = await heard.Task.WaitAsync(Cancellation);
        Assert.Equal(("k", "A-1"), (key, read["number"]));
        Assert.StartsWith("{", Encoding.UTF8.GetString((await broker.ReadAllAsync(json)).Single().Message.Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Factory_IsWhatTheReadMeShows()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.Tests/AvroRecords/AvroSerializerFactory.cs"));

        var shown = Lines(RepositoryFiles.Read("src/KafkaRider/README.md").Split("## Avro")[1].Split("```csharp")[1].Split("```")[0]);

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 5, 20);
    }

    private static int SchemaIdOf(byte[] bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1));

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
