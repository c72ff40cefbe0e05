using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Operations;

public sealed class OperationEndpointTests : IAsyncDisposable
{
    private readonly Guid _id = Guid.NewGuid();
    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public OperationEndpointTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithConsumer(_database);
    }

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Get_AfterCreated_HoldsTheAnswerAsItWas()
    {
        var answer = await _api.PostAsync("Zo\u00eb");
        var response = await GetAsync(answer.ShouldNameOperation());

        var operation = await ReadAsync(response);
        Assert.Equal("succeeded", operation.GetProperty("status").GetString());
        Assert.Equal($"/operations/{answer.ShouldNameOperation()}", operation.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal(answer.Headers.Location!.OriginalString, operation.GetProperty("links").GetProperty("user").GetString());
        Assert.True(operation.GetProperty("createdAt").GetDateTimeOffset() <= operation.GetProperty("completedAt").GetDateTimeOffset());
        await ShouldHoldAsync(operation.GetProperty("result"), answer);
        Assert.Null(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Get_AfterConflict_HasFailedAndHoldsTheAnswerAsItWas()
    {
        await _api.PostAsync("Ada");
        var answer = await _api.PostAsync("Ada");

        var operation = await ReadAsync(await GetAsync(answer.ShouldNameOperation()));

        Assert.Equal("failed", operation.GetProperty("status").GetString());
        await ShouldHoldAsync(operation.GetProperty("result"), answer);
    }

    [Fact]
    public async Task Get_AfterExecutingFailed_HasFailedAndHoldsTheAnswerAsItWas()
    {
        await using var faulty = ApiServer.Start(bus => bus.AddConsumer<FaultingConsumer>());
        var answer = await faulty.PostAsync("Ada");

        var operation = await ReadAsync(await GetAsync(answer.ShouldNameOperation(), api: faulty));

        Assert.Equal("failed", operation.GetProperty("status").GetString());
        await ShouldHoldAsync(operation.GetProperty("result"), answer);
    }

    [Fact]
    public async Task Get_AfterKeyReused_KeepsTheOutcomeOfTheFirst()
    {
        var key = $"{Guid.NewGuid()}";
        var first = await _api.PostAsync("Ada", key);
        await _api.PostAsync("Grace", key);

        var operation = await ReadAsync(await GetAsync(first.ShouldNameOperation()));

        await ShouldHoldAsync(operation.GetProperty("result"), first);
    }

    [Fact]
    public async Task Get_Pending_SaysSoAndWhenToAskAgain()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);

        var response = await GetAsync(_id);

        var operation = await ReadAsync(response);
        Assert.Equal("pending", operation.GetProperty("status").GetString());
        Assert.False(operation.TryGetProperty("completedAt", out _));
        Assert.False(operation.TryGetProperty("result", out _));
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        Assert.Contains("Prefer", response.Headers.Vary);
        Assert.False(response.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task Get_PreferWait_AnswersWhenItIsCompleted()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);
        var waiting = GetAsync(_id, prefer: "wait=30");
        await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "it waits");

        View.Complete(_id, new UserDuplicated(_id, "Ada"), null, DateTimeOffset.UtcNow);
        var response = await waiting;

        Assert.Equal("failed", (await ReadAsync(response)).GetProperty("status").GetString());
        Assert.Equal("wait=30", Assert.Single(response.Headers.GetValues("Preference-Applied")));
        Assert.Equal(0, View.WaiterCount);
    }

    [Fact]
    public async Task Get_PreferWaitAndNothingHappens_IsPendingStill()
    {
        View.Accept(_id, DateTimeOffset.UtcNow);

        var response = await GetAsync(_id, prefer: "wait=0");

        Assert.Equal("pending", (await ReadAsync(response)).GetProperty("status").GetString());
        Assert.Equal("wait=0", Assert.Single(response.Headers.GetValues("Preference-Applied")));
    }

    [Fact]
    public async Task Get_ClientOfALongPollLeaves_NobodyWaits()
    {
        using var gone = new CancellationTokenSource();
        var waiting = GetAsync(_id, prefer: "wait=30", cancellationToken: gone.Token);
        await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "it waits");

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.IsTrueAsync(() => View.WaiterCount == 0, "nobody waits");
    }

    [Theory]
    [InlineData("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11}")]
    [InlineData("anything")]
    public async Task Get_IdNeverSeen_IsNotFoundOnceTheViewHasCaughtUp(string id)
    {
        var early = await GetAsync(id);
        _api.CatchUp();
        var response = await GetAsync(id);

        await early.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.NotNull(early.Headers.RetryAfter);
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
    }

    private static async Task ShouldHoldAsync(JsonElement result, HttpResponseMessage answer)
    {
        var body = await ReadNodeAsync(answer);
        body.AsObject().Remove("traceId");
        var headers = answer.Headers
            .Where(header => header.Key is "Location" or "ETag" or "Consistency-Token" or "Operation-Location")
            .Select(header => KeyValuePair.Create(header.Key, header.Value.Single()))
            .Append(KeyValuePair.Create("Content-Type", answer.Content.Headers.ContentType!.ToString()));

        Assert.Equal((int)answer.StatusCode, result.GetProperty("status").GetInt32());
        Assert.Equal(body.ToJsonString(), JsonNode.Parse(result.GetProperty("body").GetRawText())!.ToJsonString());
        Assert.Equal(
            headers.OrderBy(header => header.Key),
            result.GetProperty("headers").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)).OrderBy(p => p.Key));
    }

    private static async Task<JsonNode> ReadNodeAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }

    private async Task<HttpResponseMessage> GetAsync(
        object id, string? prefer = null, ApiServer? api = null, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/operations/{id}");

        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        return await (api ?? _api).Client.SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
