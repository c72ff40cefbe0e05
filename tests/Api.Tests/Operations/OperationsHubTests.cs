using System.Text.Json;
using System.Threading.Channels;
using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Operations;

public sealed class OperationsHubTests : IAsyncDisposable
{
    // As many as by default.
    private const int MaxWatches = 100;

    // What is not refused is followed for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Guid _id = Guid.NewGuid();
    private readonly ApiServer _api = ApiServer.Start(settings: new() { ["Requests:LameDuck"] = "00:01:00" });

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Watch_Pending_StreamsTheStatusThenItsChangeThenTheEnd()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        await using var hub = await ConnectAsync();

        var events = await WatchAsync(hub);
        await ShouldBeAsync(events, 1, "status", "pending");
        View.Complete(_id, new UserCreated(Guid.NewGuid(), "Zo\u00eb", 1, DateTimeOffset.UtcNow), null, DateTimeOffset.UtcNow);
        await ShouldBeAsync(events, 2, "status", "succeeded");
        var last = await ShouldBeAsync(events, 3, "completed", "succeeded");

        Assert.Equal("Zo\u00eb", last.GetProperty("operation").GetProperty("result").GetProperty("body").GetProperty("name").GetString());
        await events.Completion;
        Assert.Equal(0, View.WaiterCount);
    }

    [Fact]
    public async Task Watch_IdNeverSeen_SaysSo()
    {
        await using var hub = await ConnectAsync();
        _api.CatchUp();

        var events = await WatchAsync(hub);

        var error = await Assert.ThrowsAsync<HubException>(() => events.Completion);
        Assert.Contains("No operation of this id is known", error.Message, StringComparison.Ordinal);

        // Anybody could fill the log otherwise.
        Assert.Equal([], _api.Logs.Errors);
    }

    [Fact]
    public async Task Watch_MoreOftenThanTheCallerMay_IsRefused()
    {
        await using var api = ApiServer.Start(settings: new() { ["RateLimit:RequestsPerSecond"] = "1", ["RateLimit:Burst"] = "3" });
        api.Services.GetRequiredService<OperationView>().Accept(_id, DateTimeOffset.UtcNow);
        await using var hub = await ConnectAsync(api);
        var watches = new List<ChannelReader<JsonElement>>();

        for (var number = 1; number <= 20; number++)
        {
            watches.Add(await WatchAsync(hub));
        }

        await ShouldBeAsync(watches[0], 1, "status", "pending");
        var error = await Assert.ThrowsAsync<HubException>(() => watches[^1].Completion.WaitAsync(Limit, TestContext.Current.CancellationToken));
        Assert.Contains("more requests than it may", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ClientCancelsOrLeaves_NobodyWaits()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using var cancelled = new CancellationTokenSource();
        await using (var hub = await ConnectAsync())
        {
            await WatchUntilAsync(hub, cancelled.Token);
            await WatchAsync(hub);
            await Eventually.IsTrueAsync(() => View.WaiterCount == 2, "both wait");

            await cancelled.CancelAsync();
            await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "one waits");
        }

        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
        Assert.Equal([], _api.Logs.Errors);
    }

    [Fact]
    public async Task Watch_MoreThanOneConnectionMayFollow_IsRefused()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using var cancelled = new CancellationTokenSource();
        await using var hub = await ConnectAsync();
        await ShouldBeAsync(await WatchUntilAsync(hub, cancelled.Token), 1, "status", "pending");

        for (var number = 2; number <= MaxWatches; number++)
        {
            await ShouldBeAsync(await WatchAsync(hub), 1, "status", "pending");
        }

        var oneMore = await WatchAsync(hub);
        var error = await Assert.ThrowsAsync<HubException>(() => oneMore.Completion);
        Assert.Contains("100 operations", error.Message, StringComparison.Ordinal);

        await cancelled.CancelAsync();
        await Eventually.IsTrueAsync(() => View.WaiterCount == MaxWatches - 1, "one has left");
        await Eventually.SucceedsAsync(async () =>
        {
            var another = await WatchAsync(hub);
            await another.ReadAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Watch_TheInstanceStops_Ends()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        await using var hub = await ConnectAsync();
        await ShouldBeAsync(await WatchAsync(hub), 1, "status", "pending");

        _api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
    }

    private Task<HubConnection> ConnectAsync() => ConnectAsync(_api);

    private static async Task<HubConnection> ConnectAsync(ApiServer api)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(api.Client.BaseAddress!, OperationsHub.Path), HttpTransportType.WebSockets, options => options.SkipNegotiation = true)
            .Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private Task<ChannelReader<JsonElement>> WatchAsync(HubConnection hub) => WatchUntilAsync(hub, TestContext.Current.CancellationToken);

    private Task<ChannelReader<JsonElement>> WatchUntilAsync(HubConnection hub, CancellationToken cancellationToken) =>
        hub.StreamAsChannelAsync<JsonElement>(nameof(OperationsHub.Watch), $"{_id}", cancellationToken);

    private static async Task<JsonElement> ShouldBeAsync(ChannelReader<JsonElement> events, int id, string name, string status)
    {
        var item = await events.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((id, name), (item.GetProperty("id").GetInt32(), item.GetProperty("event").GetString()));
        Assert.Equal(status, item.GetProperty("operation").GetProperty("status").GetString());
        return item;
    }
}
