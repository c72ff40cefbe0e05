using System.Net;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.AspNetCore.Tests.Consistency;

/// <summary>Reading what an answer to a command has told of.</summary>
public sealed class ConsistencyTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b14");

    [Fact]
    public async Task Get_TokenOfWhatTheViewLacks_IsRefusedUntilItIsThere()
    {
        await using var service = await TestService.StartAsync(("Requests:RetryAfter", "00:00:02"));
        var seen = await GetAsync(service, $"{new ConsistencyToken(Id, 1)}");

        var behind = await GetAsync(service, $"{new ConsistencyToken(Id, 1)}, {new ConsistencyToken(Id, 2)}");
        service.Services.GetRequiredService<Shelf>().Version = 2;
        var later = await GetAsync(service, $"{new ConsistencyToken(Id, 2)}");

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        await behind.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.Equal("2", behind.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Get_TokenThatIsNone_IsRefused()
    {
        await using var service = await TestService.StartAsync();

        await (await GetAsync(service, "garbage")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-consistency-token");
    }

    [Fact]
    public async Task Get_TheInstanceStops_IsNotKeptWaiting()
    {
        await using var service = await TestService.StartAsync();
        var waiting = GetAsync(service, $"{new ConsistencyToken(Id, Shelf.Never)}");
        await Eventually.TrueAsync(() => service.Services.GetRequiredService<Shelf>().IsWaitedFor);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var response = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await response.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
    }

    private static Task<HttpResponseMessage> GetAsync(TestService service, string token) =>
        service.SendAsync(HttpMethod.Get, $"/things/{Id}", headers: ("Consistency-Token", token));
}
