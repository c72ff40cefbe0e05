using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Http;

/// <summary>What clients see of the service when something stands in front of it.</summary>
public sealed class ProxyTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api", null)]
    [InlineData("", "/api")]
    [InlineData("", "/api/")]
    [InlineData("/api", "/api")]
    public async Task Links_UnderAPathThatAProxyStrips_LeadThere(string pathBase, string? forwarded)
    {
        await using var api = Start(pathBase);
        (string, string)[] headers = forwarded is null ? [] : [("X-Forwarded-Prefix", forwarded)];

        var operation = await ReadAsync(await SendAsync(api, HttpMethod.Get, $"/operations/{Id}", headers));

        Assert.Equal($"/api/operations/{Id}", operation.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal($"/api/operations/{Id}/events", operation.GetProperty("links").GetProperty("events").GetString());
        var result = operation.GetProperty("result");
        Assert.Equal($"/api/operations/{Id}", result.GetProperty("headers").GetProperty("Operation-Location").GetString());
        Assert.Equal("/api/problems/user-duplicated", result.GetProperty("body").GetProperty("type").GetString());
        var page = await SendAsync(api, HttpMethod.Get, "/users?limit=1", headers);
        Assert.StartsWith("</api/users?", Assert.Single(page.Headers.GetValues("Link")), StringComparison.Ordinal);
        var missing = await ReadAsync(await SendAsync(api, HttpMethod.Get, "/users/42", headers));
        Assert.Equal("/api/problems/user-not-found", missing.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Links_UnderAPathThatIsNotStripped_LeadThere()
    {
        await using var api = Start("/api");

        var operation = await ReadAsync(await SendAsync(api, HttpMethod.Get, $"/api/operations/{Id}"));

        Assert.Equal($"/api/operations/{Id}", operation.GetProperty("links").GetProperty("self").GetString());
    }

    [Fact]
    public async Task Links_PathThatAProxyNamesAndDoesNotStrip_HaveItOnce()
    {
        await using var api = Start("/api");

        var operation = await ReadAsync(await SendAsync(api, HttpMethod.Get, $"/api/operations/{Id}", ("X-Forwarded-Prefix", "/api")));

        Assert.Equal($"/api/operations/{Id}", operation.GetProperty("links").GetProperty("self").GetString());
    }

    // What the client itself says stands before what the proxy says.
    [Theory]
    [InlineData("/evil, /", "")]
    [InlineData("/evil, /api/", "/api")]
    public async Task Links_ClientNamesAPrefixToo_AreThoseOfTheProxy(string prefixes, string expected)
    {
        await using var api = Start("");

        var operation = await ReadAsync(await SendAsync(
            api, HttpMethod.Get, $"/operations/{Id}", ("X-Forwarded-For", "203.0.113.5"), ("X-Forwarded-Prefix", prefixes)));

        Assert.Equal($"{expected}/operations/{Id}", operation.GetProperty("links").GetProperty("self").GetString());
    }

    [Theory]
    [InlineData("//users.example")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/\\users.example")]
    [InlineData("api")]
    public async Task Links_PrefixIsNoPathOfThisHost_DoNotFollowIt(string prefix)
    {
        await using var api = Start("");

        var operation = await ReadAsync(await SendAsync(api, HttpMethod.Get, $"/operations/{Id}", ("X-Forwarded-Prefix", prefix)));

        Assert.Equal($"/operations/{Id}", operation.GetProperty("links").GetProperty("self").GetString());
    }

    [Fact]
    public async Task OpenApi_BehindAProxy_NamesTheServerAsThePathAlone()
    {
        await using var api = Start("/api");

        var description = await ReadAsync(await SendAsync(api, HttpMethod.Get, "/openapi/v1.json", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "users.example")));

        Assert.Equal("/api", Assert.Single(description.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Docs_BehindAProxy_ReadTheDocumentBesideThem()
    {
        await using var api = Start("/api");

        var script = await (await SendAsync(api, HttpMethod.Get, "/docs/index.js")).Content.ReadAsStringAsync(Cancellation);
        var page = await (await SendAsync(api, HttpMethod.Get, "/docs/index.html")).Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("../openapi/v1.json", script, StringComparison.Ordinal);
        Assert.DoesNotContain("=\"/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NextLink_RepeatsNothingThatIsNotOurs()
    {
        await using var api = Start("");

        var first = await SendAsync(api, HttpMethod.Get, $"/users?Limit=1&tracking={new string('x', 3_000)}");
        var link = Assert.Single(first.Headers.GetValues("Link"));
        var second = await SendAsync(api, HttpMethod.Get, link[1..link.IndexOf('>', StringComparison.Ordinal)].Replace("cursor", "Cursor", StringComparison.Ordinal));

        Assert.DoesNotContain("tracking", link, StringComparison.Ordinal);
        Assert.Equal("Bob", Assert.Single((await ReadAsync(second)).EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAllowed()
    {
        await using var api = Start("", ("Http:AllowedOrigins", "https://app.example, https://other.example"));

        var preflight = await SendAsync(api, HttpMethod.Options, "/users", ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,idempotency-key"));
        var answer = await SendAsync(api, HttpMethod.Get, "/users", ("Origin", "https://app.example"));
        var foreign = await SendAsync(api, HttpMethod.Get, "/users", ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("https://app.example", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("idempotency-key", string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
        var exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All(
            ["Location", "ETag", "Operation-Location", "Consistency-Token", "Retry-After", "Idempotency-Replayed", "Preference-Applied", "Link"],
            header => Assert.Contains(header, exposed, StringComparison.Ordinal));
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_WithoutTheSetting_IsAllowedToNobody()
    {
        await using var api = Start("");

        var preflight = await SendAsync(api, HttpMethod.Options, "/users", ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"));

        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static ApiServer Start(string pathBase, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        all["Http:PathBase"] = pathBase;
        var api = ApiServer.Start(settings: all);
        api.Users.CaughtUp();
        var users = api.Services.GetRequiredService<UserView>();
        users.Apply(new(Id, "Ada", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, false));
        users.Apply(new(Guid.NewGuid(), "Bob", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, false));
        api.Services.GetRequiredService<OperationView>().Complete(Id, new UserDuplicated(Id, "Ada"), null, TimeProvider.System.GetUtcNow());
        return api;
    }

    // The description that tests hold answers against knows of no proxy.
    private static async Task<HttpResponseMessage> SendAsync(ApiServer api, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { BaseAddress = api.Client.BaseAddress };
        using var request = new HttpRequestMessage(method, path);

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
}
