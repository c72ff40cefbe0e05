using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Consuming;

/// <summary>What is told when brokers take a record neither now nor later: of its size, or of the time that it says.</summary>
public sealed class RefusedRecordsTests(Broker broker)
{
    private const string RefuseAll = "max.message.bytes";
    private const string OldestTime = "message.timestamp.before.max.ms";
    private static readonly (string, string)[] RefusesAll = [(RefuseAll, "1")];
    private static readonly (string, string)[] RefusesEveryTime = [(OldestTime, "0")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_RefusedForGood_IsToldByHealthWithItsReasonAndWrittenOnceItCanBe()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1, events: RefusesAll);
        var answerer = await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync);
        await scenario.WriteAskAsync("k", "early");

        await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
        var reasons = string.Join('\n', answerer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description));
        Assert.Contains("size too large", reasons, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{scenario.Requests}[0]@0", reasons, StringComparison.Ordinal);

        await broker.ResetTopicAsync(scenario.Events, RefuseAll);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, offset: 1);
        await answerer.WaitForAsync(BusHealthStatus.Healthy);
        Assert.Single(await broker.ReadAllAsync(scenario.Events));
    }

    [Fact]
    public async Task Request_RefusedForGood_IsToldAsSuch()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1, requests: RefusesAll);
        var asker = await scenario.StartAskerAsync();

        var refused = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => asker.Client.GetResponse<Answered>(new Ask("x"), Cancellation));

        Assert.Equal("Refused", refused.Reason.ToString());
    }

    [Fact]
    public async Task Request_WhoseTimeIsRefused_IsToldAsSuch_ByHealthToo_UntilOneIsTaken()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1, requests: RefusesEveryTime);
        await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync);
        var asker = await scenario.StartAskerAsync();

        // A record that arrives in the millisecond that it was made in is not too old.
        RequestNotAcceptedException? refused = null;
        await Eventually.TrueAsync(async () => (refused = await AskAsync(asker)) is not null);
        Assert.Equal(RequestRefusal.Refused, refused!.Reason);
        Assert.Contains(OldestTime, ReasonsOf(asker), StringComparison.Ordinal);
        Assert.Contains("clock", ReasonsOf(asker), StringComparison.Ordinal);

        await broker.ResetTopicAsync(scenario.Requests, OldestTime);
        await Eventually.TrueAsync(async () => await AskAsync(asker) is null);
        await asker.WaitForAsync(BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task Respond_ToATopicThatRefusesEveryTime_IsGivenUp_ToldByHealth_AndDoneOnce()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        using var givenUp = new CounterWatch("kafka_rider.replies.given_up", "topic", scenario.Requests);
        var answerer = await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync, declareTopics: true);
        // Later: with such a topic nobody starts.
        await broker.SetTopicAsync(scenario.Replies, RefusesEveryTime);
        var sent = 0;

        while (givenUp.Count == 0)
        {
            await scenario.WriteRequestAsync("k", Scenario.Json(new($"text {sent++}")), Scenario.HeadersOf($"kafka:{scenario.Replies}?partition=1"));
            await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, sent);
        }

        Assert.Contains(OldestTime, ReasonsOf(answerer), StringComparison.Ordinal);
        Assert.Equal(sent, (await broker.ReadAllAsync(scenario.Events)).Count);
        Assert.Empty(await broker.ReadAllAsync(scenario.DeadLetters));

        await broker.ResetTopicAsync(scenario.Replies, OldestTime);
        await Eventually.TrueAsync(async () =>
        {
            await scenario.WriteRequestAsync("k", Scenario.Json(new("after")), Scenario.HeadersOf($"kafka:{scenario.Replies}?partition=1"));
            return answerer.Bus.CheckHealth().Status == BusHealthStatus.Healthy;
        });
    }

    [Fact]
    public async Task Publish_WhoseTimeIsRefused_NamesTheClock()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker has no settings of topics.");
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1, events: RefusesEveryTime);
        var answerer = await scenario.StartAnswererAsync(Scenario.AnswerAndNoteAsync);

        var sent = 0;
        await Eventually.TrueAsync(async () =>
        {
            await scenario.WriteAskAsync("k", $"text {sent++}");
            return ReasonsOf(answerer).Contains("clock", StringComparison.Ordinal);
        });

        await broker.ResetTopicAsync(scenario.Events, OldestTime);
        await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, sent);
        await answerer.WaitForAsync(BusHealthStatus.Healthy);
        Assert.Equal(sent, (await broker.ReadAllAsync(scenario.Events)).Count);
    }

    private static async Task<RequestNotAcceptedException?> AskAsync(Peer asker)
    {
        try
        {
            await asker.Client.GetResponse<Answered>(new Ask("x"), Cancellation);
            return null;
        }
        catch (RequestNotAcceptedException exception)
        {
            return exception;
        }
    }

    private static string ReasonsOf(Peer peer) =>
        string.Join('\n', peer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description));
}
