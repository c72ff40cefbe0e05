using System.Net;
using System.Text.Json;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>How many clients may wait for operations and follow them at a time, and what the next one is told.</summary>
public sealed class OperationLimitsTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_AsManyWaitAsMay_IsRefusedButWhatIsKnownIsShown()
    {
        await using var service = await StartAsync(("Operations:MaxWaiters", "1"), ("Requests:RetryAfter", "00:00:03"));
        var waiting = service.SendAsync(HttpMethod.Get, $"/operations/{Id}", headers: ("Prefer", "wait=30"));
        await Eventually.TrueAsync(() => service.Operations.WaiterCount == 1);

        var another = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}", headers: ("Prefer", "wait=30"));
        var unknown = await service.SendAsync(HttpMethod.Get, $"/operations/{Guid.NewGuid()}");
        var known = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}");
        service.Operations.Complete(Id, new ThingMade(Id, "Lamp", 1), null, DateTimeOffset.UtcNow);

        await another.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "too-many-waiting");
        Assert.Equal(TimeSpan.FromSeconds(3), another.Headers.RetryAfter!.Delta);
        Assert.Equal("Prefer", Assert.Single(another.Headers.Vary));
        await unknown.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "too-many-waiting");
        Assert.Equal("pending", await StatusOfAsync(known));
        Assert.Equal("succeeded", await StatusOfAsync(await waiting));
        Assert.Equal(0, service.Operations.WaiterCount);
    }

    [Fact]
    public async Task Stream_AsManyAreOpenAsMay_IsRefusedUntilOneEnds()
    {
        await using var service = await StartAsync(("Operations:MaxStreams", "1"), ("Operations:MaxWaiters", "1"));
        var open = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        await Eventually.TrueAsync(() => service.Operations.WaiterCount == 1);

        var refused = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        var head = await service.SendAsync(HttpMethod.Head, $"/operations/{Id}/events");
        // A stream takes no place from those that wait.
        var unknown = await service.SendAsync(HttpMethod.Get, $"/operations/{Guid.NewGuid()}");
        open.Dispose();

        await refused.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "too-many-waiting");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await Eventually.TrueAsync(async () =>
        {
            using var next = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
            return next.StatusCode == HttpStatusCode.OK;
        });
        await Eventually.TrueAsync(() => service.Services.GetRequiredService<OperationLimits>().Streams.Taken == 0);
    }

    [Fact]
    public async Task Watch_AsManyAreFollowedAsMay_IsRefused()
    {
        await using var service = await StartAsync(("Operations:MaxStreams", "1"));
        using var open = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        await using var hub = await ConnectAsync(service);

        var watch = await hub.StreamAsChannelAsync<JsonElement>("Watch", $"{Id}", Cancellation);

        var error = await Assert.ThrowsAsync<HubException>(() => watch.Completion);
        Assert.Contains("1 operations are followed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_MoreThanAConnectionMay_IsRefused()
    {
        await using var service = await StartAsync(("Operations:MaxWatches", "1"));
        await using var hub = await ConnectAsync(service);
        var first = await hub.StreamAsChannelAsync<JsonElement>("Watch", $"{Id}", Cancellation);
        await first.ReadAsync(Cancellation);

        var second = await hub.StreamAsChannelAsync<JsonElement>("Watch", $"{Id}", Cancellation);

        var error = await Assert.ThrowsAsync<HubException>(() => second.Completion);
        Assert.Contains("may follow 1 operations", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task Connect_TheHubHasAsManyConnectionsAsMay_IsRefusedUntilOneLeaves(HttpTransportType transport, bool negotiates)
    {
        await using var service = await StartAsync(("Operations:MaxHubConnections", "1"));

        await using (await ConnectAsync(service, transport, negotiates))
        {
            // A client that polls may know that it is connected before the service counts it.
            await Eventually.TrueAsync(() => service.Services.GetRequiredService<OperationLimits>().Connections.Taken == 1);
            var refused = await service.SendAsync(HttpMethod.Post, $"{OperationsHub.Path}/negotiate?negotiateVersion=1");
            await refused.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "too-many-waiting");
            await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(service));
        }

        await Eventually.TrueAsync(() => service.Services.GetRequiredService<OperationLimits>().Connections.Taken == 0);
        await using var next = await ConnectAsync(service);
        Assert.Equal(HubConnectionState.Connected, next.State);
    }

    private static async Task<TestService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await TestService.StartAsync(settings);
        service.CatchUp();
        service.Operations.Accept(Id, DateTimeOffset.UtcNow);
        return service;
    }

    private static async Task<HubConnection> ConnectAsync(
        TestService service, HttpTransportType transport = HttpTransportType.WebSockets, bool negotiates = false)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(service.Client.BaseAddress!, OperationsHub.Path), transport, options => options.SkipNegotiation = !negotiates)
            .Build();
        await connection.StartAsync(Cancellation);
        return connection;
    }

    private static async Task<string?> StatusOfAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("status").GetString();
    }
}
