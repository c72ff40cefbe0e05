using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Commands;

public sealed class PreferTests : IAsyncDisposable
{
    private const string Respond = "respond-async";

    private readonly Gate _gate = new();
    private readonly ApiServer _api;

    public PreferTests() => _api = ApiServer.Start(
        bus => bus.AddConsumer<GatedConsumer>(),
        services => services.AddSingleton(_gate),
        new() { ["Requests:Timeout"] = "00:01:00", ["Requests:RetryAfter"] = "00:00:02" });

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public ValueTask DisposeAsync()
    {
        _gate.Open();
        return _api.DisposeAsync();
    }

    [Fact]
    public async Task Post_RespondAsync_IsAcceptedWithTheOperationAsSoonAsItIsSent()
    {
        var response = await PostAsync(Respond);

        var operation = await ReadAcceptedAsync(response);
        Assert.Equal("pending", operation.GetProperty("status").GetString());
        Assert.Equal(response.ShouldNameOperation(), operation.GetProperty("id").GetGuid());
        Assert.Equal($"/operations/{response.ShouldNameOperation()}", operation.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        Assert.Equal(Respond, Applied(response));
        await _gate.Reached;
        await Eventually.IsTrueAsync(() => _api.Metrics.Finished("succeeded") == 1, "the request is accounted for");
        Assert.Equal(0, _api.Metrics.InFlight);

        var later = await _api.SendAsync(HttpMethod.Get, response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Post_RespondAsync_AsksForNoReply()
    {
        _gate.Open();

        await PostAsync(Respond);

        Assert.True(await _api.Harness.Consumed.Any<CreateUser>(TestContext.Current.CancellationToken));
        Assert.All(_api.Harness.Consumed.Select<CreateUser>(TestContext.Current.CancellationToken), sent => Assert.Null(sent.Context.ResponseAddress));
    }

    [Theory]
    [InlineData("respond-async, wait=30", "wait=30")]
    [InlineData("wait=30", "wait=30")]
    [InlineData("WAIT=99, handling=lenient", "wait=30")]
    [InlineData("handling=lenient", null)]
    [InlineData("wait=soon", null)]
    public async Task Post_OutcomeInTime_IsTheAnswer(string prefer, string? applied)
    {
        _gate.Open();

        var response = await PostAsync(prefer);

        await response.ShouldBeCreatedAsync("Ada");
        Assert.Equal(applied, Applied(response));
        Assert.Equal(["Prefer"], response.Headers.Vary);
    }

    [Fact]
    public async Task Post_RespondAsyncAndWaitInSeveralHeaders_AreBothFollowed()
    {
        var response = await PostAsync("wait=1", "respond-async;a=b");

        Assert.Equal("pending", (await ReadAcceptedAsync(response)).GetProperty("status").GetString());
        Assert.Equal("respond-async, wait=1", Applied(response));
    }

    [Fact]
    public async Task Post_RespondAsyncAndWaitZero_IsAcceptedAtOnce()
    {
        var response = await PostAsync("respond-async, wait=0");

        await ReadAcceptedAsync(response);
        Assert.Equal("respond-async, wait=0", Applied(response));
    }

    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=1")]
    public async Task Post_WaitIsOver_AnswersThatTheOutcomeIsPendingAndKnowsTheOperation(string prefer)
    {
        var response = await PostAsync(prefer);

        await response.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        Assert.Equal(prefer, Applied(response));
        Assert.Equal(["Prefer"], response.Headers.Vary);
        Assert.NotNull(View.Find(response.ShouldNameOperation()));
    }

    [Theory]
    [InlineData(RequestRefusal.NotReady, "unavailable")]
    [InlineData(RequestRefusal.TooManyPending, "overloaded")]
    [InlineData(RequestRefusal.SendFailed, "outcome-unknown")]
    public async Task Post_RespondAsyncButNotTaken_IsNotAccepted(RequestRefusal refusal, string slug)
    {
        var sender = ScriptedClient.SenderThrowing(new RequestNotAcceptedException(refusal, Guid.NewGuid(), "no"));
        await using var api = ApiServer.Start(services: sender.AddSenderTo);

        var response = await api.SendAsync(HttpMethod.Post, "/users", Ada(), ("Prefer", Respond));

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, slug);
        Assert.Null(Applied(response));
        Assert.Null(api.Services.GetRequiredService<OperationView>().Find(response.ShouldNameOperation()));
        await Eventually.IsTrueAsync(() => api.Metrics.Finished("refused") == 1, "the request is accounted for");
    }

    [Fact]
    public async Task Post_RespondAsyncWithAKeyWhoseOutcomeIsKnown_GetsTheAnswerAndSendsNothing()
    {
        var sender = ScriptedClient.SenderThrowing(new InvalidOperationException("The command was sent."));
        await using var api = ApiServer.Start(services: sender.AddSenderTo);
        var id = OperationIds.From("users", "", "key");
        api.Services.GetRequiredService<OperationView>().Complete(
            id, new UserCreated(Guid.NewGuid(), "Ada", 1, DateTimeOffset.UtcNow), Fingerprints.Of(new CreateUser("Ada")), DateTimeOffset.UtcNow.AddMinutes(-1));

        var same = await api.SendAsync(HttpMethod.Post, "/users", Ada(), ("Prefer", Respond), ("Idempotency-Key", "key"));
        var other = await api.SendAsync(HttpMethod.Post, "/users", Ada("Grace"), ("Prefer", Respond), ("Idempotency-Key", "key"));
        var method = await api.SendAsync(
            HttpMethod.Delete, $"/users/{Guid.NewGuid()}", content: null, ("If-Match", "*"), ("Prefer", Respond), ("Idempotency-Key", "key"));

        await same.ShouldBeCreatedAsync("Ada");
        Assert.Equal("true", Assert.Single(same.Headers.GetValues("Idempotency-Replayed")));
        Assert.Null(Applied(same));
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        await method.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(0, sender.Calls);
    }

    [Fact]
    public async Task PatchAndDelete_RespondAsync_AreAccepted()
    {
        var path = $"/users/{Guid.NewGuid()}";

        var patch = await _api.SendAsync(HttpMethod.Patch, path, Ada(), ("If-Match", "*"), ("Prefer", Respond));
        var delete = await _api.SendAsync(HttpMethod.Delete, path, content: null, ("If-Match", "*"), ("Prefer", Respond));

        await ReadAcceptedAsync(patch);
        await ReadAcceptedAsync(delete);
    }

    [Fact]
    public async Task AnyCommand_Refused_VariesByPreference()
    {
        HttpResponseMessage[] responses =
        [
            await _api.SendAsync(HttpMethod.Post, "/", Ada("")),
            await _api.SendAsync(HttpMethod.Post, "/users", Ada(new string('x', 20_000))),
            await _api.SendAsync(HttpMethod.Delete, $"/users/{Guid.NewGuid()}"),
        ];

        Assert.All(responses, response => Assert.Equal(["Prefer"], response.Headers.Vary));
    }

    private static JsonContent Ada(string name = "Ada") => JsonContent.Create(new { name });

    private static string? Applied(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Preference-Applied", out var values) ? Assert.Single(values) : null;

    private static async Task<JsonElement> ReadAcceptedAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{(int)response.StatusCode}: {text}");
        var path = $"/operations/{response.ShouldNameOperation()}";
        Assert.Equal(path, response.Headers.Location?.OriginalString);
        Assert.Equal(path, response.Content.Headers.ContentLocation?.OriginalString);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Prefer"], response.Headers.Vary);
        return JsonElement.Parse(text);
    }

    private Task<HttpResponseMessage> PostAsync(params string[] prefer) =>
        _api.SendAsync(HttpMethod.Post, "/users", Ada(), [.. prefer.Select(value => ("Prefer", value))]);
}
