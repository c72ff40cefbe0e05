using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Consuming;

public sealed class TopicEndpointTests(Broker broker)
{
    private const string TypeHeader = "MT-MessageType";
    private static readonly string AskUrn = MessageUrn.ForTypeString<Ask>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consume_TypeHeaderWithoutPrefix_IsUnderstood()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var heard = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context =>
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        });

        await scenario.WriteRequestAsync("k", """{"text":"from elsewhere","unknown":1}""", ("MessageType", AskUrn), ("x", "y"));

        await Eventually.TrueAsync(() => heard.Contains("from elsewhere"));
    }

    [Theory]
    [InlineData(null, true, "no value")]
    [InlineData("", true, "no value")]
    [InlineData("""{"text":"x"}""", false, "MT-MessageType")]
    [InlineData("{oops", true, "'o' is an invalid start of a property name")]
    [InlineData("null", true, "No consumer takes")]
    public async Task Consume_PoisonRecord_IsDeadLetteredWithItsPlaceAndTheNextIsConsumed(string? value, bool typed, string reason)
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var deadLettered = new CounterWatch("kafka_rider.records.dead_lettered", "topic", scenario.Requests);
        var heard = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context =>
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        });

        await scenario.WriteRequestAsync("k", value, typed ? [(TypeHeader, AskUrn), ("trace", "t1")] : [("trace", "t1")]);
        await scenario.WriteAskAsync("k", "next");

        await Eventually.TrueAsync(() => heard.Contains("next"));
        var letter = Assert.Single(await broker.ReadAsync(scenario.DeadLetters, letters => letters.Count == 1)).Message;
        Assert.Equal(value ?? string.Empty, letter.Value is null ? string.Empty : Encoding.UTF8.GetString(letter.Value));
        Assert.Contains(reason, Header(letter, "MT-Fault-Message"), StringComparison.Ordinal);
        Assert.Equal(scenario.Requests, Header(letter, "MT-Fault-Topic"));
        Assert.Equal("0", Header(letter, "MT-Fault-Partition"));
        Assert.Equal("0", Header(letter, "MT-Fault-Offset"));
        Assert.Equal("t1", Header(letter, "trace"));
        Assert.NotEmpty(Header(letter, "MT-Fault-StackTrace"));
        Assert.DoesNotContain(string.Empty, heard);
        Assert.Equal(1, deadLettered.Count);
    }

    [Fact]
    public async Task Consume_UnknownMessageType_IsDeadLetteredAndItsRequesterGetsAFault()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var requestId = Guid.NewGuid();

        await scenario.WriteRequestAsync(
            "k", "{}", (TypeHeader, "urn:message:Nobody:Knows"), ("RequestId", requestId.ToString()), ("ResponseAddress", $"kafka:{scenario.Replies}?partition=1"));

        var reply = Assert.Single(await broker.ReadAsync(scenario.Replies, replies => replies.Count == 1));
        Assert.Equal(1, reply.Partition.Value);
        Assert.Equal(requestId.ToString(), Header(reply.Message, "RequestId"));
        Assert.Equal("urn:message:MassTransit:Fault[[Nobody:Knows]];urn:message:MassTransit:Fault", Header(reply.Message, TypeHeader));
    }

    [Fact]
    public async Task Consume_TransientFailure_IsTriedAgainAndNothingIsDeadLettered()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var retries = new CounterWatch("kafka_rider.records.retries", "topic", scenario.Requests);
        var attempts = 0;
        await scenario.StartAnswererAsync(
            async context =>
            {
                if (context.Message.Text == "hard" && ++attempts < 4)
                {
                    throw new InvalidDataException("the database is down");
                }

                await context.RespondAsync(new Answered(context.Message.Text));
            },
            endpoint => endpoint.RetryForever(exception => exception is InvalidDataException));
        var asker = await scenario.StartAskerAsync();

        var response = await asker.Client.GetResponse<Answered>(new Ask("hard"), Cancellation);

        Assert.Equal("hard", response.Message.Text);
        Assert.Equal((4, 3), (attempts, retries.Count));
    }

    [Fact]
    public async Task Consume_OneKeyManyRecords_RunInOrderWhileOtherKeysOvertake()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var blocked = new TaskCompletionSource();
        var overtook = new TaskCompletionSource();
        var order = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(async context =>
        {
            if (context.Message.Text == "a0")
            {
                await blocked.Task;
            }
            else if (context.Message.Text == "b")
            {
                overtook.SetResult();
            }

            order.Enqueue(context.Message.Text);
        });

        for (var i = 0; i < 20; i++)
        {
            await scenario.WriteAskAsync("a", $"a{i}");
        }

        await scenario.WriteAskAsync("b", "b");
        await overtook.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        blocked.SetResult();

        await Eventually.TrueAsync(() => order.Count == 21);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"a{i}"), order.Where(text => text != "b"));
    }

    [Fact]
    public async Task Consume_MoreThanMayBeInFlight_PausesAndLosesNothing()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var gate = new TaskCompletionSource();
        var running = 0;
        var most = 0;
        var done = 0;
        await scenario.StartAnswererAsync(
            async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                await gate.Task;
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref done);
            },
            endpoint => endpoint.MaxInFlight = 5);

        for (var i = 0; i < 60; i++)
        {
            await scenario.WriteAskAsync($"k{i}", $"{i}");
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 5);
        gate.SetResult();

        await Eventually.TrueAsync(() => Volatile.Read(ref done) == 60);
        Assert.Equal(5, most);
    }

    [Fact]
    public async Task Publish_FromAConsumer_WritesToTheTopicOfTheTypeWithItsKeyAndIds()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.Publish(new Noted(context.Message.Text)));
        var correlationId = Guid.NewGuid();

        await scenario.WriteRequestAsync(
            "k", Scenario.Json(new("note")), (TypeHeader, AskUrn), ("CorrelationId", correlationId.ToString()));

        var record = Assert.Single(await broker.ReadAsync(scenario.Events, events => events.Count == 1)).Message;
        Assert.Equal("note", Encoding.UTF8.GetString(record.Key));
        Assert.Equal("""{"text":"note"}""", Encoding.UTF8.GetString(record.Value));
        Assert.Equal(MessageUrn.ForTypeString<Noted>(), Header(record, TypeHeader));
        Assert.Equal(correlationId.ToString(), Header(record, "MT-InitiatorId"));
        Assert.Equal("application/json", Header(record, "content-type"));
    }

    [Fact]
    public async Task Publish_FromAConsumer_PassesTheApplicationsHeadersOnAndWritesEachOfItsOwnOnce()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.Publish(new Noted(context.Message.Text)));

        await scenario.WriteRequestAsync(
            "k", Scenario.Json(new("note")), (TypeHeader, AskUrn), ("MessageId", Guid.NewGuid().ToString()), ("content-type", "application/json"),
            ("traceparent", Trace), ("InReplyTo", Guid.NewGuid().ToString()), ("tenant", "t1"));

        var record = Assert.Single(await broker.ReadAsync(scenario.Events, events => events.Count == 1)).Message;
        Assert.Equal("t1", Header(record, "tenant"));
        Assert.Equal(Trace, Header(record, "traceparent"));
        Assert.Equal(
            ["ConversationId", "MT-MessageType", "MessageId", "content-type", "tenant", "traceparent"],
            record.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    private static string Header(Message<byte[], byte[]> message, string name) =>
        message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : string.Empty;

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
