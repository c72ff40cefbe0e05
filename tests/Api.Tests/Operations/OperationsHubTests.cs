using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Users.Api.Operations;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Operations;

public sealed class OperationsHubTests : IAsyncDisposable
{
    private const string Watch = nameof(OperationsHub.Watch);

    private readonly Guid _id = Guid.NewGuid();
    private readonly ApiServer _api = ApiServer.Start(settings: new() { ["Requests:LameDuck"] = "00:01:00" });

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Watch_Pending_StreamsTheStatusThenItsChangeThenTheEnd()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using var hub = await OpenAsync();

        await hub.StreamAsync("1", Watch, $"{_id}");
        ShouldBe(await hub.ReadItemAsync("1"), 1, "status", "pending");
        View.Complete(_id, new UserCreated(Guid.NewGuid(), "Zo\u00eb", 1, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow);
        ShouldBe(await hub.ReadItemAsync("1"), 2, "status", "succeeded");
        var last = await hub.ReadItemAsync("1");

        ShouldBe(last, 3, "completed", "succeeded");
        Assert.Equal("Zo\u00eb", last.GetProperty("operation").GetProperty("result").GetProperty("body").GetProperty("name").GetString());
        Assert.Null(await hub.ReadCompletionAsync("1"));
        Assert.Equal(0, View.WaiterCount);
    }

    [Fact]
    public async Task Watch_IdNeverSeen_SaysSo()
    {
        using var hub = await OpenAsync();
        var topics = _api.Services.GetRequiredService<FollowedTopics>();
        Array.ForEach([Topics.Commands, Topics.Events, Topics.DeadLetters], topics.CaughtUp);

        await hub.StreamAsync("1", Watch, $"{_id}");

        Assert.Contains("No operation of this id is known", await hub.ReadCompletionAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ClientCancelsOrLeaves_NobodyWaits()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using (var hub = await OpenAsync())
        {
            await hub.StreamAsync("1", Watch, $"{_id}");
            await hub.StreamAsync("2", Watch, $"{_id}");
            await Eventually.IsTrueAsync(() => View.WaiterCount == 2, "both wait");

            await hub.CancelAsync("1");
            await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "one waits");
        }

        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
        Assert.Equal([], _api.Logs.Errors);
    }

    [Fact]
    public async Task Watch_MoreThanOneConnectionMayFollow_IsRefused()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using var hub = await OpenAsync();

        for (var number = 1; number <= OperationsHub.MaxWatches; number++)
        {
            await hub.StreamAsync($"{number}", Watch, $"{_id}");
            await hub.ReadItemAsync($"{number}");
        }

        await hub.StreamAsync("one more", Watch, $"{_id}");
        Assert.Contains("100 operations", await hub.ReadCompletionAsync("one more"), StringComparison.Ordinal);

        await hub.CancelAsync("1");
        await Eventually.IsTrueAsync(() => View.WaiterCount == OperationsHub.MaxWatches - 1, "one has left");
        await hub.ReadCompletionAsync("1");
        await hub.StreamAsync("again", Watch, $"{_id}");
        ShouldBe(await hub.ReadItemAsync("again"), 1, "status", "pending");
    }

    [Fact]
    public async Task Watch_TheInstanceStops_Ends()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        using var hub = await OpenAsync();
        await hub.StreamAsync("1", Watch, $"{_id}");
        await hub.ReadItemAsync("1");

        _api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
    }

    private static void ShouldBe(JsonElement item, int id, string name, string status)
    {
        Assert.Equal((id, name), (item.GetProperty("id").GetInt32(), item.GetProperty("event").GetString()));
        Assert.Equal(status, item.GetProperty("operation").GetProperty("status").GetString());
    }

    private Task<HubConnection> OpenAsync() => HubConnection.OpenAsync(_api, OperationsHub.Path);
}
