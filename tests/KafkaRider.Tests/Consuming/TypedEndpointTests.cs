using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Consuming;

/// <summary>What an endpoint of one message type does with records.</summary>
public sealed class TypedEndpointTests(Broker broker)
{
    private readonly TypedEndpoints _endpoints = new(broker);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consume_RecordOfAPlainClient_HasKeyPlaceAndAddresses()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await _endpoints.WriteAsync(topic, "k1", "hello");
        await using var peer = await _endpoints.StartAsync<string>(topic, _ => { });

        await _endpoints.WaitForAsync(1);

        var context = _endpoints.Heard.Single();
        Assert.Equal("hello", context.Message.Text);
        Assert.Equal("k1", context.GetKey<string>());
        Assert.Equal((0, 0L), (context.Partition(), context.Offset()));
        Assert.Equal(new Uri($"loopback://localhost/kafka/{topic}"), context.DestinationAddress);
        Assert.True(context.TryGetPayload(out KafkaConsumeContext<string>? record));
        Assert.Equal(topic, record.Topic);
        Assert.Equal(TypedEndpoints.GroupOf(topic), record.GroupId);
        Assert.InRange(record.CheckpointUtcDateTime, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Consume_HeadersOfMassTransitKafka_AreTheMessagesIds()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var (message, correlation, conversation, initiator) = (NewId.NextGuid(), NewId.NextGuid(), NewId.NextGuid(), NewId.NextGuid());
        var headers = new Confluent.Kafka.Headers();
        foreach (var (name, value) in new Dictionary<string, object>
        {
            ["MessageId"] = message,
            ["CorrelationId"] = correlation,
            ["ConversationId"] = conversation,
            ["InitiatorId"] = initiator,
            ["SourceAddress"] = "loopback://elsewhere/kafka/from",
            ["Tenant"] = "blue",
        })
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value.ToString()!));
        }

        await broker.Producer.ProduceAsync(topic, new() { Value = "{\"text\":\"x\"}"u8.ToArray(), Headers = headers }, Cancellation);
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, _ => { });
        await _endpoints.WaitForAsync(1);

        var context = _endpoints.Heard.Single();
        Assert.Equal(
            (message, correlation, conversation, initiator), (context.MessageId, context.CorrelationId, context.ConversationId, context.InitiatorId));
        Assert.Equal(new Uri("loopback://elsewhere/kafka/from"), context.SourceAddress);
        Assert.Equal("blue", context.Headers.Get<string>("Tenant"));
    }

    [Fact]
    public async Task Consume_Fails_IsPassedOverWithoutALetter()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic, _ => { }, context => context.Message.Text == "bad" ? throw new TimeoutException("no") : Task.CompletedTask);

        await _endpoints.WriteAsync(topic, null, "bad", "good");

        await broker.WaitForCommitAsync(TypedEndpoints.GroupOf(topic), topic, 2);
        Assert.Equal(["bad", "good"], _endpoints.Texts);
        Assert.Equal(BusHealthStatus.Healthy, peer.Bus.CheckHealth().Status);
    }

    [Fact]
    public async Task Consume_ValueIsNoMessage_IsPassedOver()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await broker.Producer.ProduceAsync(topic, new() { Value = "no json"u8.ToArray() }, Cancellation);
        await broker.Producer.ProduceAsync(topic, new() { Value = null! }, Cancellation);
        await _endpoints.WriteAsync(topic, null, "good");
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, _ => { });

        await broker.WaitForCommitAsync(TypedEndpoints.GroupOf(topic), topic, 3);
        Assert.Equal(["good"], _endpoints.Texts);
    }

    [Fact]
    public async Task DeadLetterTopic_IsSet_KeepsWhatFails()
    {
        var (topic, letters) = (await broker.CreateTopicAsync("typed", 1), await broker.CreateTopicAsync("letters", 1));
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic, endpoint => endpoint.DeadLetterTopic = letters, _ => throw new InvalidOperationException("for good"));

        await _endpoints.WriteAsync(topic, null, "bad");

        var letter = (await broker.ReadAsync(letters, records => records.Count == 1)).Single();
        Assert.Equal("{\"text\":\"bad\"}", Encoding.UTF8.GetString(letter.Message.Value));
    }

    [Fact]
    public async Task UseMessageRetry_Fails_IsTriedAgain()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic,
            endpoint => endpoint.UseMessageRetry(retry => retry.Immediate(3)),
            context => context.GetRetryAttempt() < 2 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);

        await _endpoints.WriteAsync(topic, null, "x");

        await broker.WaitForCommitAsync(TypedEndpoints.GroupOf(topic), topic, 1);
        Assert.Equal(3, _endpoints.Heard.Count);
    }

    [Fact]
    public async Task Deserializers_OfTheEndpoint_ReadKeyValueAndHeaders()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var peer = await _endpoints.StartAsync<short>(topic, endpoint =>
        {
            endpoint.SetKeyDeserializer(new ShortDeserializer());
            endpoint.SetValueDeserializer(new LineDeserializer());
            endpoint.SetHeadersDeserializer(DictionaryHeadersSerialize.Deserializer);
        });
        var id = NewId.NextGuid();

        await broker.Producer.ProduceAsync(
            topic,
            new()
            {
                Key = [1, 2],
                Value = "plain"u8.ToArray(),
                Headers = [new Header("MessageId", Encoding.UTF8.GetBytes($"{id}")), new Header("Odd", [0xFF, 0x41])],
            },
            Cancellation);

        await _endpoints.WaitForAsync(1);
        var context = _endpoints.Heard.Single();
        Assert.Equal(("plain", (short)258, (Guid?)id), (context.Message.Text, context.GetKey<short>(), context.MessageId));

        // What is no text the rider itself leaves out.
        Assert.EndsWith("A", context.Headers.Get<string>("Odd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopicEndpoint_RegularExpression_ConsumesEveryTopicThatMatches()
    {
        var (first, second) = (await broker.CreateTopicAsync("matching", 1), await broker.CreateTopicAsync("matching", 1));
        await _endpoints.WriteAsync(first, null, "1");
        await _endpoints.WriteAsync(second, null, "2");
        await using var peer = await _endpoints.StartAsync<Ignore>($"^({first}|{second})$", _ => { }, config: new() { GroupId = $"group-{first}" });

        await _endpoints.WaitForAsync(2);

        Assert.Equal(
            new Dictionary<string, string> { ["1"] = $"/kafka/{first}", ["2"] = $"/kafka/{second}" },
            _endpoints.Heard.ToDictionary(context => context.Message.Text, context => context.DestinationAddress!.AbsolutePath));
    }

    private sealed class ShortDeserializer : IDeserializer<short>
    {
        public short Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => BinaryPrimitives.ReadInt16BigEndian(data);
    }

    private sealed class LineDeserializer : IDeserializer<Noted>
    {
        public Noted Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => new(Encoding.UTF8.GetString(data));
    }
}
