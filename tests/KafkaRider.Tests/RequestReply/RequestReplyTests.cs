using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.RequestReply;

public sealed class RequestReplyTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_ConsumerResponds_ReturnsTheReplyToThisRequest()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var asker = await scenario.StartAskerAsync();
        var correlationId = Guid.NewGuid();

        var response = await asker.Client.GetResponse<Answered, Declined>(
            new Ask("one"), x => x.UseExecute(context => context.CorrelationId = correlationId), Cancellation);

        Assert.True(response.Is(out Response<Answered>? answered));
        Assert.False(response.Is(out Response<Declined>? _));
        Assert.Equal("one", answered.Message.Text);
        Assert.Equal(correlationId, answered.RequestId);
    }

    [Fact]
    public async Task GetResponse_SecondOfTwoTypes_IsRecognised()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Declined(context.Message.Text), c => c.Headers.Set("Extra", "7")));
        var asker = await scenario.StartAskerAsync();

        var response = await asker.Client.GetResponse<Answered, Declined>(new Ask("two"), Cancellation);

        Assert.True(response.Is(out Response<Declined>? declined));
        Assert.Equal("two", declined.Message.Text);
        Assert.Equal("7", declined.Headers.Get<string>("Extra"));
    }

    [Fact]
    public async Task GetResponse_ManyAtOnceOnInstancesThatShareAPartition_EachGetsItsOwn()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var first = await scenario.StartAskerAsync(options => options.ReplyPartition = 2);
        var second = await scenario.StartAskerAsync(options => options.ReplyPartition = 2);
        using var foreign = new CounterWatch("kafka_rider.replies.dropped", "reason", "foreign");

        var texts = await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            var asker = i % 2 == 0 ? first : second;
            var response = await asker.Client.GetResponse<Answered>(new Ask($"text {i}"), Cancellation);
            return (Expected: $"text {i}", Actual: response.Message.Text);
        }));

        Assert.All(texts, pair => Assert.Equal(pair.Expected, pair.Actual));
        await Eventually.TrueAsync(() => foreign.Count == 400);
    }

    [Fact]
    public async Task GetResponse_TwoRequestsWithOneRequestId_EachGetsItsOwn()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var asker = await scenario.StartAskerAsync();
        var id = Guid.NewGuid();

        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            (await asker.Client.GetResponse<Answered>(
                new Ask($"text {i}"), x => x.UseExecute(context => context.CorrelationId = id), Cancellation)).Message.Text));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"text {i}"), texts);
    }

    [Fact]
    public async Task GetResponse_NobodyAnswers_TimesOutAndTheLateReplyIsDropped()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var release = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        await scenario.StartAnswererAsync(async context =>
        {
            if (context.Message.Text == "slow")
            {
                await release.Task;
            }

            await context.RespondAsync(new Answered(context.Message.Text));
            answered.TrySetResult();
        });
        var asker = await scenario.StartAskerAsync();
        using var dropped = new CounterWatch("kafka_rider.replies.dropped", "reason", "late");

        await Assert.ThrowsAsync<RequestTimeoutException>(
            () => asker.Client.GetResponse<Answered>(new Ask("slow"), Cancellation, RequestTimeout.After(ms: 300)));
        release.SetResult();
        await answered.Task.WaitAsync(Cancellation);
        var next = await asker.Client.GetResponse<Answered>(new Ask("next"), Cancellation);

        Assert.Equal("next", next.Message.Text);
        await Eventually.TrueAsync(() => dropped.Count == 1);
    }

    [Fact]
    public async Task GetResponse_ConsumerFailsForGood_ThrowsTheFaultAtOnceAndKeepsADeadLetter()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(_ => throw new InvalidOperationException("cannot be done"));
        var asker = await scenario.StartAskerAsync();

        var exception = await Assert.ThrowsAsync<RequestFaultException>(() => asker.Client.GetResponse<Answered>(new Ask("bad"), Cancellation));

        Assert.Equal("cannot be done", Assert.Single(exception.Fault!.Exceptions).Message);
        var letter = Assert.Single(await broker.ReadAsync(scenario.DeadLetters, letters => letters.Count == 1));
        Assert.Equal(Scenario.Json(new Ask("bad")), System.Text.Encoding.UTF8.GetString(letter.Message.Value));
    }

    [Fact]
    public async Task GetResponse_CallerCancels_ThrowsThatAndFreesTheEntry()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(options => options.MaxPending = 1);
        using var caller = new CancellationTokenSource();

        var request = asker.Client.GetResponse<Answered>(new Ask("unheard"), caller.Token);
        var refused = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => asker.Client.GetResponse<Answered>(new Ask("second"), Cancellation));
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        Assert.Equal(RequestRefusal.TooManyPending, refused.Reason);
        await Assert.ThrowsAsync<RequestTimeoutException>(
            () => asker.Client.GetResponse<Answered>(new Ask("third"), Cancellation, RequestTimeout.After(ms: 200)));
    }

    [Fact]
    public async Task GetResponse_ClientStops_EndsWithThatReason()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync();
        var request = asker.Client.GetResponse<Answered>(new Ask("unheard"), Cancellation);

        await scenario.StopAsync(asker);

        var exception = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => request);
        Assert.Equal(RequestRefusal.Stopping, exception.Reason);
    }

    [Fact]
    public async Task GetResponse_ReplyPartitionThatDoesNotExist_IsRefusedAndUnhealthy()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(options => options.ReplyPartition = 99, untilHealthy: false);
        await Eventually.TrueAsync(() => asker.Bus.CheckHealth().Endpoints.Values.Any(e => e.Description?.Contains("99", StringComparison.Ordinal) == true));

        var exception = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => asker.Client.GetResponse<Answered>(new Ask("x"), Cancellation));

        Assert.Equal(RequestRefusal.NotReady, exception.Reason);
        Assert.NotEqual(BusHealthStatus.Healthy, asker.Bus.CheckHealth().Status);
    }

    [Fact]
    public async Task GetResponse_NoBroker_IsRefused()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(host: options => options.BootstrapServers = "127.0.0.1:1", untilHealthy: false);

        var exception = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => asker.Client.GetResponse<Answered>(new Ask("x"), Cancellation));

        Assert.Equal(RequestRefusal.NotReady, exception.Reason);
        Assert.NotEqual(BusHealthStatus.Healthy, asker.Bus.CheckHealth().Status);
    }

    [Fact]
    public async Task Create_HandleWithTwoResponses_CompletesTheOneThatArrives()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync(new Declined(context.Message.Text)));
        var asker = await scenario.StartAskerAsync();

        var correlationId = Guid.NewGuid();
        using var handle = asker.Client.Create(new Ask("step by step"), Cancellation);
        handle.UseExecute(context => context.CorrelationId = correlationId);
        var answered = handle.GetResponse<Answered>(readyToSend: false);
        var declined = handle.GetResponse<Declined>();

        var response = await declined;
        Assert.Equal("step by step", response.Message.Text);
        Assert.Equal(correlationId, response.RequestId);
        Assert.Equal(correlationId, handle.RequestId);
        Assert.False(answered.IsCompleted);
    }
}
