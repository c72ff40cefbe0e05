using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.RequestReply;

public sealed class RequestSenderTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_Acknowledged_ArrivesWithItsIdAndWithoutAnAddress()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var received = new TaskCompletionSource<(Guid? CorrelationId, Guid? RequestId, Uri? Response, string Text)>();
        await scenario.StartAnswererAsync(context =>
        {
            received.TrySetResult((context.CorrelationId, context.RequestId, context.ResponseAddress, context.Message.Text));
            return Task.CompletedTask;
        });
        var asker = await scenario.StartAskerAsync(options => options.MaxPending = 1);
        using var sent = new CounterWatch("kafka_rider.requests.finished", "result", "sent");
        var id = Guid.NewGuid();

        await Sender(asker).SendAsync(new Ask("one"), context => context.CorrelationId = id, Cancellation);

        Assert.Equal((id, id, null, "one"), await received.Task.WaitAsync(Cancellation));
        Assert.Equal(1, sent.Count);

        // Nothing is pending any more, although there was no reply.
        await Assert.ThrowsAsync<RequestTimeoutException>(
            () => asker.Client.GetResponse<Answered>(new Ask("unheard"), Cancellation, RequestTimeout.After(ms: 200)));
    }

    [Fact]
    public async Task SendAsync_NoBroker_IsRefused()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(host: options => options.BootstrapServers = "127.0.0.1:1", untilHealthy: false);

        var exception = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => Sender(asker).SendAsync(new Ask("x"), null, Cancellation));

        Assert.Equal(RequestRefusal.NotReady, exception.Reason);
    }

    [Fact]
    public async Task SendAsync_AsManyPendingAsMayBe_IsRefused()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var asker = await scenario.StartAskerAsync(options => options.MaxPending = 1);
        using var caller = new CancellationTokenSource();
        var request = asker.Client.GetResponse<Answered>(new Ask("unheard"), caller.Token);

        var exception = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => Sender(asker).SendAsync(new Ask("x"), null, Cancellation));
        await caller.CancelAsync();

        Assert.Equal(RequestRefusal.TooManyPending, exception.Reason);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private static IRequestSender<Ask> Sender(Peer peer) => peer.Services.GetRequiredService<IRequestSender<Ask>>();
}
