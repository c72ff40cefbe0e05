using System.Net;
using System.Text;
using KafkaRider;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Commands;

public sealed class CommandAccountingTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Post_Answered_IsCountedAsSucceeded()
    {
        _gate.Open();
        await using var api = StartGated();

        await api.PostAsync("Ada");

        await ShouldFinishOnceAsync(api, "succeeded");
    }

    [Fact]
    public async Task Post_NoOutcome_IsCountedAsTimedOut()
    {
        await using var api = ApiServer.Start(settings: new() { ["Requests:Timeout"] = "00:00:00.1" });

        await api.PostAsync("Ada");

        await ShouldFinishOnceAsync(api, "timed_out");
    }

    [Fact]
    public async Task Post_Fault_IsCountedAsFailed()
    {
        await using var api = ApiServer.Start(bus => bus.AddConsumer<FaultingConsumer>());

        await api.PostAsync("Ada");

        await ShouldFinishOnceAsync(api, "failed");
    }

    [Fact]
    public async Task Post_NotAccepted_IsCountedAsRefused()
    {
        var exception = new RequestNotAcceptedException(RequestRefusal.TooManyPending, Guid.NewGuid(), "full");
        await using var api = ApiServer.Start(services: ScriptedClient.Throwing(exception).AddTo);

        await api.PostAsync("Ada");

        await ShouldFinishOnceAsync(api, "refused");
    }

    [Theory]
    [InlineData("""{"name":""}""", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData("""{"name":"Ada"}""", "text/plain")]
    public async Task Post_BadInput_IsCountedAsRejected(string body, string mediaType)
    {
        await using var api = StartGated();

        await api.SendAsync(new StringContent(body, Encoding.UTF8, mediaType));

        await ShouldFinishOnceAsync(api, "rejected");
    }

    [Fact]
    public async Task Post_BodyTooLarge_IsCountedAsRejected()
    {
        await using var api = StartGated();

        await api.PostAsync(new string('x', 20_000));

        await ShouldFinishOnceAsync(api, "rejected");
    }

    [Fact]
    public async Task Post_ManyAtOnce_AreInFlightUntilTheyAreAnswered()
    {
        const int Count = 20;
        await using var api = StartGated();

        var requests = Enumerable.Range(0, Count).Select(number => api.PostAsync($"Ada {number}")).ToList();
        await Eventually.IsTrueAsync(() => api.Metrics.InFlight == Count, "all requests are in flight");
        _gate.Open();
        var responses = await Task.WhenAll(requests);

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        await Eventually.IsTrueAsync(() => api.Metrics.Finished("succeeded") == Count, "all requests are accounted for");
        Assert.Equal(Count, api.Metrics.Started);
        Assert.Equal(0, api.Metrics.InFlight);
    }

    private ApiServer StartGated() => ApiServer.Start(bus => bus.AddConsumer<GatedConsumer>(), services => services.AddSingleton(_gate));

    private static async Task ShouldFinishOnceAsync(ApiServer api, string result)
    {
        // The answer is on its way before the last middleware has returned.
        await Eventually.IsTrueAsync(() => api.Metrics.Finished() == 1, "the request is accounted for");
        Assert.Equal(1, api.Metrics.Finished(result));
        Assert.Equal(1, api.Metrics.Started);
        Assert.Equal(0, api.Metrics.InFlight);
    }
}
