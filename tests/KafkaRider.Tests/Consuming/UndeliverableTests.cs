using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Consuming;

/// <summary>What happens to a record when something that it causes cannot be written.</summary>
public sealed class UndeliverableTests(Broker broker)
{
    private const string TypeHeader = "MT-MessageType";
    private const string RefuseAll = "max.message.bytes";
    private static readonly (string, string)[] RefusesAll = [(RefuseAll, "1")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kafka:{replies}?partition=4711")]
    [InlineData("kafka:{replies}?partition=-1")]
    [InlineData("kafka:{replies}-that-nobody-made")]
    [InlineData("kafka:a%20name%20with%20blanks")]
    [InlineData("rabbitmq://localhost/replies")]
    [InlineData("no address at all")]
    public async Task Respond_ToWhereNothingCanGo_IsGivenUpAndTheRecordIsDoneWithOneEvent(string address)
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var givenUp = new CounterWatch("kafka_rider.replies.given_up", "topic", scenario.Requests);
        await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync);

        await scenario.WriteRequestAsync("k", Scenario.Json(new("lost")), Scenario.HeadersOf(address.Replace("{replies}", scenario.Replies, StringComparison.Ordinal)));
        await scenario.WriteAskAsync("k", "next");

        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 2);
        Assert.Equal(["lost", "next"], (await broker.ReadAllAsync(scenario.Events)).Select(e => Encoding.UTF8.GetString(e.Message.Key)).Order());
        Assert.Empty(await broker.ReadAllAsync(scenario.DeadLetters));
        Assert.Equal(1, givenUp.Count);
    }

    [Fact]
    public async Task Respond_ManyToWhereNothingCanGo_LetTheOthersThrough()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync, endpoint => endpoint.MaxInFlight = 50);
        var asker = await scenario.StartAskerAsync();

        for (var i = 0; i < 200; i++)
        {
            await scenario.WriteRequestAsync($"k{i}", Scenario.Json(new("lost")), Scenario.HeadersOf($"kafka:{scenario.Replies}?partition={4711 + i}"));
        }

        Assert.Equal("asked", (await asker.Client.GetResponse<Answered>(new Ask("asked"), Cancellation)).Message.Text);
        Assert.Equal(201, (await broker.ReadAsync(scenario.Events, events => events.Count >= 201)).Count);
    }

    [Fact]
    public async Task Consume_PoisonWithAKeyTooLargeForALetter_IsReducedToPlaceReasonAndSize()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker takes records of any size.");
        const int KeySize = 1_048_300;
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync);

        using (var producer = broker.CreateProducer(maxBytes: 10_000_000))
        {
            await producer.ProduceAsync(scenario.Requests, new() { Key = new byte[KeySize], Value = "{}"u8.ToArray() }, Cancellation);
        }

        await scenario.WriteAskAsync("k", "next");

        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 2);
        var letter = Assert.Single(await broker.ReadAllAsync(scenario.DeadLetters)).Message;
        Assert.Null(letter.Key);
        Assert.Equal(scenario.Requests, Header(letter, "MT-Fault-Topic"));
        Assert.Equal("0", Header(letter, "MT-Fault-Partition"));
        Assert.Equal("0", Header(letter, "MT-Fault-Offset"));
        Assert.Contains(TypeHeader, Header(letter, "MT-Fault-Message"), StringComparison.Ordinal);
        Assert.Equal((KeySize + 2).ToString(System.Globalization.CultureInfo.InvariantCulture), Header(letter, "MT-Fault-Size"));
        Assert.NotEmpty(Header(letter, "MT-Fault-ValueOmitted"));
    }

    [Fact]
    public async Task Consume_PoisonAndTheLetterIsRefused_RepeatsTheLetterAloneAndThenSendsTheFault()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1, deadLetters: RefusesAll);
        using var retries = new CounterWatch("kafka_rider.records.retries", "topic", scenario.Requests);
        var consumed = 0;
        var answerer = await scenario.StartAnswererAsync(context => Interlocked.Increment(ref consumed) == 1
            ? throw new InvalidDataException("only this time")
            : Scenario.AnswerAndNoteAsync(context));

        await scenario.WriteRequestAsync("k", Scenario.Json(new("poison")), Scenario.HeadersOf($"kafka:{scenario.Replies}?partition=1"));
        await Eventually.TrueAsync(() => retries.Count >= 2);
        Assert.Empty(await broker.ReadAllAsync(scenario.Replies));
        await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);

        await broker.ResetTopicAsync(scenario.DeadLetters, RefuseAll);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 1);

        var letter = Assert.Single(await broker.ReadAllAsync(scenario.DeadLetters)).Message;
        var fault = Assert.Single(await broker.ReadAllAsync(scenario.Replies)).Message;
        Assert.Equal("only this time", Header(letter, "MT-Fault-Message"));
        Assert.Contains("Fault", Header(fault, TypeHeader), StringComparison.Ordinal);
        Assert.Equal(1, consumed);
        Assert.Empty(await broker.ReadAllAsync(scenario.Events));
        await answerer.WaitForAsync(BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task Consume_PoisonWhoseFaultCanGoNowhere_IsDoneWithOneLetter()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var givenUp = new CounterWatch("kafka_rider.replies.given_up", "topic", scenario.Requests);
        await scenario.StartAnswererAsync(_ => throw new InvalidDataException("never"));

        await scenario.WriteRequestAsync("k", Scenario.Json(new("poison")), Scenario.HeadersOf($"kafka:{scenario.Replies}?partition=4711"));

        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 1);
        Assert.Single(await broker.ReadAllAsync(scenario.DeadLetters));
        Assert.Equal(1, givenUp.Count);
    }

    [Fact]
    public async Task Consume_ManyThatFailAgainAndAgain_AreLoggedAFewTimesAndWithoutTraces()
    {
        const int Records = 50;
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var retries = new CounterWatch("kafka_rider.records.retries", "topic", scenario.Requests);
        using var log = new RecordedLog();
        var isDown = true;
        await scenario.StartAnswererAsync(
            context => Volatile.Read(ref isDown) ? throw new IOException("the disk is away") : Scenario.AnswerAndNoteAsync(context),
            endpoint => endpoint.RetryForever(exception => exception is IOException),
            services: services => services.AddSingleton<ILoggerProvider>(log));

        await scenario.WriteAsksAsync(Enumerable.Range(0, Records).Select(i => ($"k{i}", $"text {i}")));
        await Eventually.TrueAsync(() => retries.Count >= 3 * Records);
        Volatile.Write(ref isDown, false);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, Records);

        var lines = log.Lines.Where(line => line.Text.Contains(scenario.Requests, StringComparison.Ordinal)).ToList();
        Assert.InRange(lines.Count, 1, 20);
        Assert.All(lines, line => Assert.False(line.HasException, line.Text));
        Assert.Contains(lines, line => line.Text.Contains("the disk is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consume_PoisonWhoseLetterCannotBeMade_IsAFailedAttemptLikeAnyOther()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var retries = new CounterWatch("kafka_rider.records.retries", "topic", scenario.Requests);
        var clock = new BrokenClock();
        await scenario.StartAnswererAsync(_ => throw new InvalidDataException("never"), services: services => services.AddSingleton<TimeProvider>(clock));

        await scenario.WriteAskAsync("k", "poison");
        await Eventually.TrueAsync(() => retries.Count >= 1);
        clock.IsBroken = false;

        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 1);
        Assert.Single(await broker.ReadAllAsync(scenario.DeadLetters));
    }

    private static string Header(Message<byte[], byte[]> message, string name) =>
        message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : string.Empty;

    private sealed class BrokenClock : TimeProvider
    {
        public volatile bool IsBroken = true;

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException("Nobody knows what time it is.") : base.GetUtcNow();
    }
}
