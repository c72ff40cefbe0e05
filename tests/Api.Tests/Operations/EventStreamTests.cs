using System.Net;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Operations;

public sealed class EventStreamTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Guid _id = Guid.NewGuid();
    private readonly ApiServer _api = ApiServer.Start();

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Get_Pending_TellsTheStatusThenItsChangeThenTheEnd()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);

        await using var stream = await EventStreamReader.OpenAsync(_api, _id);
        Assert.Equal("pending", await stream.ReadEventAsync(1, "status"));
        Complete();

        Assert.Equal("failed", await stream.ReadEventAsync(2, "status"));
        Assert.Equal("failed", await stream.ReadEventAsync(3, "completed"));
        await stream.ReadEndAsync();
        Assert.Equal(0, View.WaiterCount);
    }

    [Fact]
    public async Task Get_CompletedBefore_TellsTheStatusAndTheEnd()
    {
        Complete();

        await using var stream = await EventStreamReader.OpenAsync(_api, _id);

        Assert.Equal("failed", await stream.ReadEventAsync(2, "status"));
        Assert.Equal("failed", await stream.ReadEventAsync(3, "completed"));
        await stream.ReadEndAsync();
    }

    [Fact]
    public async Task Get_LastEventId_GoesOnAfterIt()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        await using var first = await EventStreamReader.OpenAsync(_api, _id, lastEventId: "1");
        await using var second = await EventStreamReader.OpenAsync(_api, _id, lastEventId: "2");

        Complete();

        Assert.Equal("failed", await first.ReadEventAsync(2, "status"));
        Assert.Equal("failed", await second.ReadEventAsync(3, "completed"));
    }

    [Fact]
    public async Task Get_LastEventIdIsOfTheEnd_TellsThatThereIsNoMore()
    {
        Complete();

        var response = await _api.SendAsync(HttpMethod.Get, $"/operations/{_id}/events", content: null, ("Last-Event-ID", "3"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("999")]
    public async Task Get_LastEventIdIsBeyondTheEndOfAProcess_BeginsAtTheBeginning(string lastEventId)
    {
        View.Move(new(_id, "Registration", "succeeded", 4, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, []), DateTimeOffset.UtcNow);
        Complete();

        await using var stream = await EventStreamReader.OpenAsync(_api, _id, lastEventId);

        await stream.ReadEventAsync(14, "status").WaitAsync(Limit, TestContext.Current.CancellationToken);
        await stream.ReadEventAsync(15, "status");
        await stream.ReadEventAsync(16, "completed");
        await stream.ReadEndAsync();
    }

    [Theory]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("")]
    public async Task Get_LastEventIdIsNoneOfOurs_BeginsAtTheBeginning(string lastEventId)
    {
        View.Accept(_id, DateTimeOffset.UtcNow);

        await using var stream = await EventStreamReader.OpenAsync(_api, _id, lastEventId);

        Assert.Equal("pending", await stream.ReadEventAsync(1, "status"));
    }

    [Fact]
    public async Task Get_NothingHappens_ShowsThatItIsAliveUntilTheClientHasToComeAgain()
    {
        await using var api = ApiServer.Start(
            settings: new() { ["Operations:StreamHeartbeat"] = "00:00:01", ["Operations:StreamLifetime"] = "00:00:01.5" });
        api.Services.GetRequiredService<OperationView>().Accept(_id, DateTimeOffset.UtcNow);

        // What is no event, clients do not show.
        using var response = await EventStreamReader.RequestAsync(api, _id);
        var blocks = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\n\n");

        Assert.Equal("retry: 1000", blocks[0]);
        Assert.StartsWith("event: status\ndata: {", blocks[1], StringComparison.Ordinal);
        Assert.EndsWith("}\nid: 1", blocks[1], StringComparison.Ordinal);
        Assert.Equal([":", ":", ""], blocks[2..]);
    }

    [Fact]
    public async Task Get_TheInstanceStops_EndsSoThatTheClientGoesOnElsewhere()
    {
        await using var api = ApiServer.Start(settings: new() { ["Requests:LameDuck"] = "00:01:00" });
        api.Services.GetRequiredService<OperationView>().Accept(_id, DateTimeOffset.UtcNow);
        await using var stream = await EventStreamReader.OpenAsync(api, _id);
        await stream.ReadEventAsync(1, "status");

        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await stream.ReadEndAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Get_ClientLeaves_NobodyWaits()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        await using (var stream = await EventStreamReader.OpenAsync(_api, _id))
        {
            await stream.ReadEventAsync(1, "status");
            await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "it waits");
        }

        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
        Assert.Equal([], _api.Logs.Errors);
    }

    [Fact]
    public async Task Get_ThousandsWait_HoldNoThreads()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        var events = _api.Services.GetRequiredService<OperationEvents>();
        var before = ThreadPool.ThreadCount;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        Task<List<string>>[] waiting = [.. Enumerable.Range(0, 5000).Select(_ => ReadAllAsync(events.FollowAsync(_id, 0, pathBase: default, gone.Token)))];
        Assert.Equal(5000, View.WaiterCount);
        Assert.InRange(ThreadPool.ThreadCount, 0, before + 50);
        Complete();

        Assert.All(await Task.WhenAll(waiting), names => Assert.Equal(["status", "status", "completed"], names));
    }

    [Fact]
    public async Task Get_AcceptedWhileItIsLookedFor_IsFound()
    {
        var opening = EventStreamReader.OpenAsync(_api, _id);
        await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "it is looked for");

        View.Accept(_id, DateTimeOffset.UtcNow);

        await using var stream = await opening;
        Assert.Equal("pending", await stream.ReadEventAsync(1, "status"));
    }

    [Fact]
    public async Task Get_NothingHappensYet_AnswersAllTheSame()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);

        await using var stream = await EventStreamReader.OpenAsync(_api, _id, lastEventId: "1").WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(1, View.WaiterCount);
    }

    [Theory]
    [InlineData("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("anything")]
    public async Task Get_IdNeverSeen_IsNotFoundOnceTheViewHasCaughtUp(string id)
    {
        var early = await _api.SendAsync(HttpMethod.Get, $"/operations/{id}/events");
        _api.CatchUp();
        var response = await _api.SendAsync(HttpMethod.Get, $"/operations/{id}/events");

        await early.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.NotNull(early.Headers.RetryAfter);
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
    }

    private static async Task<List<string>> ReadAllAsync(IAsyncEnumerable<OperationEvent?> events)
    {
        var names = new List<string>();

        await foreach (var next in events)
        {
            names.Add(next!.Event);
        }

        return names;
    }

    private void Complete() => View.Complete(_id, new UserDuplicated(_id, "Ada"), null, DateTimeOffset.UtcNow);
}
