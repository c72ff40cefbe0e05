using System.Net;
using System.Net.Http.Json;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Commands;

public sealed class IdempotencyTests : IAsyncDisposable
{
    private readonly string _key = $"{Guid.NewGuid()}";
    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public IdempotencyTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithConsumer(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Post_SameKeyAndCommandAfterSuccess_ReplaysTheAnswer()
    {
        var first = await _api.PostAsync("Ada", _key);
        var second = await _api.PostAsync("Ada", _key);

        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        await ShouldReplayAsync(second, first);
        await second.ShouldBeCreatedAsync("Ada");
        Assert.Equal(1, await CountUsersAsync());
    }

    [Fact]
    public async Task Post_SameKeyAndCommandAfterConflict_ReplaysTheAnswer()
    {
        await _api.PostAsync("Ada");

        var first = await _api.PostAsync("Ada", _key);
        var second = await _api.PostAsync("Ada", _key);

        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotency-Replayed")));
        await second.ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
        Assert.Equal(first.ShouldNameOperation(), second.ShouldNameOperation());
    }

    [Fact]
    public async Task Post_SameKeyOnAnotherInstance_ReplaysTheAnswer()
    {
        await using var other = ApiServer.StartWithConsumer(_database);

        var first = await _api.PostAsync("Ada", _key);
        var second = await other.PostAsync("Ada", _key);

        await ShouldReplayAsync(second, first);
    }

    [Fact]
    public async Task Post_SameKeyInAnotherSpelling_IsTheSameCommand()
    {
        var first = await _api.PostAsync("Ada", _key);
        var second = await _api.SendAsync(JsonContent.Create(new { other = 1, name = "Ada" }), $"\"{_key}\"", "/");

        await ShouldReplayAsync(second, first);
    }

    [Fact]
    public async Task Post_SameKeyOtherName_AnswersThatTheKeyWasReused()
    {
        var first = await _api.PostAsync("Ada", _key);
        var second = await _api.PostAsync("Grace", _key);

        var problem = await second.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(first.ShouldNameOperation(), second.ShouldNameOperation());
        Assert.Equal(first.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
        Assert.Equal(1, await CountUsersAsync());
    }

    [Fact]
    public async Task PatchAndDelete_SameKeyAndCommand_ReplayTheAnswer()
    {
        var created = await _api.PostAsync("Ada");
        var deleteKey = $"{Guid.NewGuid()}";

        var patched = await SendAsync(HttpMethod.Patch, created, "Grace", _key);
        var patchedAgain = await SendAsync(HttpMethod.Patch, created, "Grace", _key);
        var deleted = await SendAsync(HttpMethod.Delete, created, null, deleteKey);
        var deletedAgain = await SendAsync(HttpMethod.Delete, created, null, deleteKey);
        var otherKey = await SendAsync(HttpMethod.Delete, created, null, $"{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        Assert.Equal("\"2\"", patched.Headers.ETag?.ToString());
        await ShouldReplayAsync(patchedAgain, patched);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await ShouldReplayAsync(deletedAgain, deleted);
        await otherKey.ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
    }

    [Fact]
    public async Task Any_SameKeyOtherMethodOrPath_AnswersThatTheKeyWasReused()
    {
        var created = await _api.PostAsync("Ada");
        var other = await _api.PostAsync("Linus");
        await SendAsync(HttpMethod.Patch, created, "Grace", _key);

        HttpResponseMessage[] reused =
        [
            await SendAsync(HttpMethod.Patch, other, "Grace", _key),
            await SendAsync(HttpMethod.Patch, created, "Grace", _key, ifMatch: "\"1\""),
            await SendAsync(HttpMethod.Delete, created, null, _key),
            await _api.PostAsync("Grace", _key),
        ];

        foreach (var response in reused)
        {
            await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        }
    }

    [Fact]
    public async Task Post_OtherKey_IsAnotherCommand()
    {
        await _api.PostAsync("Ada", _key);

        var response = await _api.PostAsync("Ada", $"{Guid.NewGuid()}");

        await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
    }

    [Fact]
    public async Task Post_SameKeyAfterInvalidBody_IsExecuted()
    {
        await _api.PostAsync("", _key);

        var response = await _api.PostAsync("Ada", _key);

        await response.ShouldBeCreatedAsync("Ada");
        Assert.False(response.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Post_SameKeyAfterTimeout_GetsTheOutcomeOfTheFirst()
    {
        await using var hasty = ApiServer.StartWithConsumer(_database, timeout: "00:00:00.5");
        await _api.PostAsync("Somebody, so that the tables are there");

        HttpResponseMessage first;
        await using (await LockUsersAsync())
        {
            first = await hasty.PostAsync("Ada", _key);
        }

        var second = await _api.PostAsync("Ada", _key);

        await first.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        await second.ShouldBeCreatedAsync("Ada");
        Assert.Equal(first.ShouldNameOperation(), second.ShouldNameOperation());
        Assert.Equal(2, await CountUsersAsync());
    }

    [Fact]
    public async Task Post_SameKeyWhileTheFirstIsRunning_BothGetTheOutcome()
    {
        await _api.PostAsync("Somebody, so that the tables are there");

        Task<HttpResponseMessage[]> both;
        await using (await LockUsersAsync())
        {
            both = Task.WhenAll(_api.PostAsync("Ada", _key), _api.PostAsync("Ada", _key));
            await Eventually.IsTrueAsync(() => _api.Metrics.InFlight == 2, "both requests are in flight");
        }

        var responses = await both;

        Assert.Equal(await responses[0].ShouldBeCreatedAsync("Ada"), await responses[1].ShouldBeCreatedAsync("Ada"));
        Assert.Single(responses, response => response.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, await CountUsersAsync());
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method, HttpResponseMessage created, string? name, string key, string ifMatch = "*") => _api.SendAsync(
            method,
            created.Headers.Location!.OriginalString,
            name is null ? null : JsonContent.Create(new { name }),
            ("If-Match", ifMatch),
            ("Idempotency-Key", key));

    private static async Task ShouldReplayAsync(HttpResponseMessage replay, HttpResponseMessage original)
    {
        var token = TestContext.Current.CancellationToken;
        Assert.Equal("true", Assert.Single(replay.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(original.StatusCode, replay.StatusCode);
        Assert.Equal(await original.Content.ReadAsStringAsync(token), await replay.Content.ReadAsStringAsync(token));
        Assert.Equal(original.Headers.Location, replay.Headers.Location);
        Assert.Equal(original.Headers.ETag, replay.Headers.ETag);
        Assert.Equal(original.ShouldNameOperation(), replay.ShouldNameOperation());
    }

    /// <summary>Holds every command up until it is disposed.</summary>
    private async Task<IAsyncDisposable> LockUsersAsync()
    {
        var connection = await _database.ConnectAsync();
        await connection.ExecuteAsync("LOCK TABLES users WRITE");
        return connection;
    }

    private Task<long> CountUsersAsync() => _database.ScalarAsync<long>("SELECT COUNT(*) FROM users");
}
