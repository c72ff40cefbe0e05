using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using MassTransit;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Callers;

public sealed class CallersTests : IAsyncDisposable
{
    private readonly ApiServer _api = ApiServer.Start(
        bus => bus.AddConsumer<CreatingConsumer>(), settings: new() { ["Authentication:SigningKey"] = Tokens.Key });

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    public static TheoryData<string> BadTokens =>
    [
        "",
        "Bearer ",
        "Bearer garbage",
        "Basic YWRhOmFkYQ==",
        $"Bearer {Tokens.Create(key: "another key that is long enough for HS256 as well")}",
        $"Bearer {Tokens.Create(minutes: -1)}",
        $"Bearer {Tokens.Create(subject: null)}",
        // Signed with nothing at all.
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEiLCJzY29wZSI6InVzZXJzLndyaXRlIiwiZXhwIjo0MTAyNDQ0ODAwfQ.",
    ];

    [Theory]
    [MemberData(nameof(BadTokens), DisableDiscoveryEnumeration = true)]
    public async Task Post_WithoutAValidToken_AnswersThatTheCallerIsNotKnown(string authorization)
    {
        var response = await SendAsync(HttpMethod.Post, "/users", authorization);

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "authentication-required");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString()[.."Bearer".Length]);
        await Eventually.IsTrueAsync(() => _api.Metrics.Finished("rejected") == 1, "it is counted");
    }

    [Theory]
    [InlineData("POST", "/users", "users.read", "users.write")]
    [InlineData("POST", "/users", "users.writes", "users.write")]
    [InlineData("GET", "/users", "users.write", "users.read")]
    [InlineData("GET", "/users/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11", "", "users.read")]
    [InlineData("GET", "/reports/registrations", "users.write", "users.read")]
    [InlineData("POST", "/registrations", "users.write promotions.write", "registrations.write")]
    public async Task Send_ScopeIsMissing_AnswersWhich(string method, string path, string scope, string needed)
    {
        var response = await SendAsync(new(method), path, $"Bearer {Tokens.Create(scope: scope)}");

        await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "scope-required");
        Assert.Equal($"Bearer error=\"insufficient_scope\", scope=\"{needed}\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Contains(needed, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/problems/scope-required")]
    public async Task Get_WhatIsForEveryone_NeedsNoToken(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, path, authorization: null)).StatusCode);

    [Fact]
    public async Task Get_OperationOfAnotherCaller_IsAsIfItWereNotThere()
    {
        _api.CatchUp();
        var created = await SendAsync(HttpMethod.Post, "/users", Of("ada"));
        var path = $"/operations/{created.ShouldNameOperation()}";

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, path, Of("ada"))).StatusCode);
        foreach (var other in new[] { Of("grace"), $"Bearer {Tokens.Create("ada", issuer: "https://other.example")}" })
        {
            await (await SendAsync(HttpMethod.Get, path, other)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
            await (await SendAsync(HttpMethod.Get, $"{path}/events", other)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
        }
    }

    [Fact]
    public async Task Post_SameKeyOfTwoCallers_IsTwoOperations()
    {
        var ada = await SendAsync(HttpMethod.Post, "/users", Of("ada"), "key");
        var grace = await SendAsync(HttpMethod.Post, "/users", Of("grace"), "key");
        var again = await SendAsync(HttpMethod.Post, "/users", Of("ada"), "key");

        Assert.NotEqual(ada.ShouldNameOperation(), grace.ShouldNameOperation());
        Assert.Equal(ada.ShouldNameOperation(), again.ShouldNameOperation());
    }

    [Fact]
    public async Task Post_Command_CarriesWhoseItIsWithoutNamingHim()
    {
        var created = await SendAsync(HttpMethod.Post, "/users", Of("ada"));

        var id = created.ShouldNameOperation();
        var owner = _api.Services.GetRequiredService<OperationView>().Find(id)!.Caller;
        Assert.NotNull(owner);
        Assert.Contains(_api.Harness.Consumed.Select<CreateUser>(TestContext.Current.CancellationToken), message =>
            message.Context.Headers.Get<string>("Caller") == owner.Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Hub_WithoutAToken_IsRefusedAndWithOneFollowsOwnOperationsOnly()
    {
        _api.CatchUp();
        var id = (await SendAsync(HttpMethod.Post, "/users", Of("ada"))).ShouldNameOperation();

        await Assert.ThrowsAsync<HttpRequestException>(() => WatchAsync(id, token: null));
        Assert.Equal("completed", (await WatchAsync(id, Tokens.Create("ada")))[^1]);
        Assert.Contains(
            "No operation of this id", (await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => WatchAsync(id, Tokens.Create("grace")))).Message,
            StringComparison.Ordinal);
    }

    private static string Of(string subject) => $"Bearer {Tokens.Create(subject)}";

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? authorization, string? key = null)
    {
        var content = method == HttpMethod.Post ? JsonContent.Create(new { name = "Ada" }) : null;
        (string, string)[] headers = [.. string.IsNullOrEmpty(authorization) ? [] : new[] { ("Authorization", authorization) }, .. key is null ? [] : new[] { ("Idempotency-Key", key) }];
        return _api.SendAsync(method, path, content, headers);
    }

    private async Task<List<string>> WatchAsync(Guid id, string? token)
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(_api.Client.BaseAddress!, "/hubs/operations"), options => options.AccessTokenProvider = () => Task.FromResult(token))
            .Build();
        await hub.StartAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();

        await foreach (var next in hub.StreamAsync<JsonElement>("Watch", id, TestContext.Current.CancellationToken))
        {
            names.Add(next.GetProperty("event").GetString()!);
        }

        return names;
    }

    private sealed class CreatingConsumer : IConsumer<CreateUser>
    {
        public Task Consume(ConsumeContext<CreateUser> context) =>
            context.RespondAsync(new UserCreated(Guid.CreateVersion7(), context.Message.Name, 1, TimeProvider.System.GetUtcNow()));
    }
}
