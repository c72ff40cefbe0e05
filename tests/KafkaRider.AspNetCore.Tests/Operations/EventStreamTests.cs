using System.Net;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>What clients hear of an operation while nothing comes of it.</summary>
public sealed class EventStreamTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b16");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_NothingHappens_ShowsThatItIsAliveUntilTheClientHasToComeAgain()
    {
        await using var service = await StartAsync(("Operations:StreamHeartbeat", "00:00:01"), ("Operations:StreamLifetime", "00:00:01"));

        var response = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        var blocks = (await response.Content.ReadAsStringAsync(Cancellation).WaitAsync(Limit, Cancellation)).Split("\n\n");

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        // Nobody on the way is to keep, gather or pack it.
        Assert.Equal("no", response.Header("X-Accel-Buffering"));
        Assert.True(response.Headers.CacheControl is { NoCache: true, Private: true, NoTransform: true });
        Assert.Equal("retry: 1000", blocks[0]);
        Assert.StartsWith("event: status\ndata: {", blocks[1], StringComparison.Ordinal);
        Assert.EndsWith("}\nid: 1", blocks[1], StringComparison.Ordinal);
        Assert.Equal([":", ""], blocks[2..]);
    }

    [Fact]
    public async Task StreamAndGet_TheInstanceStops_EndSoThatTheClientGoesOnElsewhere()
    {
        await using var service = await StartAsync();
        var stream = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        var waiting = service.SendAsync(HttpMethod.Get, $"/operations/{Id}", headers: ("Prefer", "wait=30"));
        await KafkaRider.Tests.Support.Eventually.TrueAsync(() => service.Operations.WaiterCount == 2);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Contains("id: 1", await stream.Content.ReadAsStringAsync(Cancellation).WaitAsync(Limit, Cancellation), StringComparison.Ordinal);
        var shown = await waiting.WaitAsync(Limit, Cancellation);
        Assert.Equal("wait=30", shown.Header("Preference-Applied"));
        Assert.Contains("\"pending\"", await shown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.NotNull(shown.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(null, "id: 2, id: 3")]
    [InlineData("1", "id: 2, id: 3")]
    [InlineData("2", "id: 3")]
    [InlineData("3", null)]
    [InlineData("4", "id: 2, id: 3")]
    [InlineData("one", "id: 2, id: 3")]
    public async Task Stream_OutcomeIsKnown_GoesOnBehindWhatTheClientHasSeen(string? lastEventId, string? ids)
    {
        await using var service = await StartAsync();
        service.Operations.Complete(Id, new ThingMade(Id, "Lamp", 1), null, DateTimeOffset.UtcNow);

        var response = await service.SendAsync(
            HttpMethod.Get, $"/operations/{Id}/events", headers: lastEventId is null ? [] : [("Last-Event-ID", lastEventId)]);
        var text = await response.Content.ReadAsStringAsync(Cancellation).WaitAsync(Limit, Cancellation);

        // Whoever has seen the end is not to come again.
        Assert.Equal(ids is null ? HttpStatusCode.NoContent : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ids ?? "", string.Join(", ", text.Split('\n').Where(line => line.StartsWith("id:", StringComparison.Ordinal))));
    }

    private static async Task<TestService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await TestService.StartAsync(settings);
        service.Operations.Accept(Id, DateTimeOffset.UtcNow);
        return service;
    }
}
