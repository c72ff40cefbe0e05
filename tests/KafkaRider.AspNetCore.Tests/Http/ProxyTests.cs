using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Http;

/// <summary>Where links lead when something stands in front of the service.</summary>
public sealed class ProxyTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b15");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api", "", null)]
    [InlineData("/api", "/api", null)]
    [InlineData("/api", "/api", "/api")]
    [InlineData("", "", "/api/")]
    public async Task Links_UnderAPath_LeadThere(string pathBase, string path, string? forwarded)
    {
        await using var service = await StartAsync(("Http:PathBase", pathBase));

        var operation = await ShowAsync(service, path, forwarded is null ? [] : [("X-Forwarded-Prefix", forwarded)]);

        var result = operation.GetProperty("result");
        Assert.Equal($"/api/operations/{Id}", SelfOf(operation));
        Assert.Equal($"/api/operations/{Id}", result.GetProperty("headers").GetProperty("Operation-Location").GetString());
        Assert.Equal("/api/problems/name-taken", result.GetProperty("body").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("//things.example")]
    [InlineData("/\\things.example")]
    [InlineData("/")]
    public async Task Links_PrefixIsNoPathOfThisHost_DoNotFollowIt(string prefix)
    {
        await using var service = await StartAsync();

        Assert.Equal($"/operations/{Id}", SelfOf(await ShowAsync(service, "", ("X-Forwarded-Prefix", prefix))));
    }

    // Each proxy adds what it has seen at the end; what stands in front of that of the first known one, its client has made up.
    [Theory]
    [InlineData("192.0.2.7", "/outer")]
    [InlineData("192.0.2.0/24", "/outer")]
    [InlineData("198.51.100.0/24", "/inner")]
    public async Task Links_SeveralProxies_AreThoseOfTheFirstThatIsKnown(string known, string expected)
    {
        await using var service = await StartAsync(("Http:KnownProxies", known));

        var operation = await ShowAsync(
            service, "", ("X-Forwarded-For", "203.0.113.9, 203.0.113.5, 192.0.2.7"), ("X-Forwarded-Prefix", "/evil, /outer, /inner"));

        Assert.Equal($"{expected}/operations/{Id}", SelfOf(operation));
    }

    [Fact]
    public async Task OpenApi_UnderAPath_NamesProblemsThere()
    {
        await using var service = await StartAsync(("Http:PathBase", "/api"));

        var description = JsonElement.Parse(await service.Client.GetStringAsync("/openapi/v1.json", Cancellation));

        Assert.Equal("/api", Assert.Single(description.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
        var examples = description.GetProperty("paths").GetProperty("/operations/{id}").GetProperty("get").GetProperty("responses").GetProperty("404")
            .GetProperty("content").GetProperty("application/problem+json").GetProperty("examples");
        Assert.Equal(
            "/api/problems/operation-not-found", examples.GetProperty("operation-not-found").GetProperty("value").GetProperty("type").GetString());
    }

    private static async Task<TestService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await TestService.StartAsync(settings);
        service.Operations.Complete(Id, new ThingRefused("Lamp"), null, DateTimeOffset.UtcNow);
        return service;
    }

    private static string? SelfOf(JsonElement operation) => operation.GetProperty("links").GetProperty("self").GetString();

    private static async Task<JsonElement> ShowAsync(TestService service, string path, params (string Name, string Value)[] headers) =>
        await (await service.SendAsync(HttpMethod.Get, $"{path}/operations/{Id}", headers: headers)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
}
