using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Hosting;

public sealed class BrokerOutageTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_BrokerGoesDownAndComesBack_IsRefusedMeanwhileAndAnsweredAfterwards()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var answerer = await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));
        var asker = await scenario.StartAskerAsync(host: options => options.Producer["message.timeout.ms"] = "1500");
        Assert.Equal("before", (await asker.Client.GetResponse<Answered>(new Ask("before"), Cancellation)).Message.Text);

        await broker.Server.GoDownAsync();
        RequestNotAcceptedException hasty, later;
        try
        {
            // It may still have slipped through to Kafka; then its reply does not arrive.
            await Assert.ThrowsAnyAsync<RequestException>(
                () => asker.Client.GetResponse<Answered>(new Ask("at once"), Cancellation, RequestTimeout.After(s: 3)));
            // That its time is up does not mean that Kafka has it.
            hasty = await Assert.ThrowsAsync<RequestNotAcceptedException>(
                () => asker.Client.GetResponse<Answered>(new Ask("hasty"), Cancellation, RequestTimeout.After(ms: 50)));
            await Eventually.TrueAsync(() => asker.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
            await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
            later = await Assert.ThrowsAsync<RequestNotAcceptedException>(() => asker.Client.GetResponse<Answered>(new Ask("later"), Cancellation));
        }
        finally
        {
            await broker.Server.ComeBackAsync(Cancellation);
        }

        await asker.WaitForAsync(BusHealthStatus.Healthy);
        await answerer.WaitForAsync(BusHealthStatus.Healthy);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(asker.Client, $"after {i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"after {i}"), answers.Select(answer => answer.Message.Text));
        // A broker that shuts down in order says beforehand that nobody leads the partitions.
        Assert.True(hasty.Reason is RequestRefusal.SendFailed or RequestRefusal.NotReady, $"{hasty.Reason}");
        Assert.Equal(RequestRefusal.NotReady, later.Reason);
    }

    // The broker can be reached before each of its partitions takes records again: until then a request is refused.
    private static async Task<Response<Answered>> AskAsync(IRequestClient<Ask> client, string text)
    {
        while (true)
        {
            try
            {
                return await client.GetResponse<Answered>(new Ask(text), Cancellation);
            }
            catch (RequestNotAcceptedException refused) when (refused.Reason is RequestRefusal.SendFailed or RequestRefusal.NotReady)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }
        }
    }
}
