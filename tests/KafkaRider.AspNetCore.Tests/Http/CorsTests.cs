using System.Net;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Http;

/// <summary>What pages of other origins may do.</summary>
public sealed class CorsTests
{
    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAllowedAndOfAnyOtherNot()
    {
        await using var service = await TestService.StartAsync(("Http:AllowedOrigins", "https://app.example, https://other.example"));

        var preflight = await service.SendAsync(HttpMethod.Options, "/things", headers:
            [("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,idempotency-key")]);
        var foreign = await service.SendAsync(HttpMethod.Get, "/problems", headers: ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("https://app.example", preflight.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", preflight.Header("Access-Control-Allow-Credentials"));
        Assert.Contains("idempotency-key", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Null(foreign.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Answer_ToAnAllowedOrigin_ShowsTheHeadersThatMatter()
    {
        await using var service = await TestService.StartAsync(("Http:AllowedOrigins", "*"));

        var exposed = (await service.MakeAsync("Lamp", ("Origin", "https://app.example"))).Header("Access-Control-Expose-Headers");

        Assert.All(
            ["Location", "ETag", "Operation-Location", "Consistency-Token", "Retry-After", "Idempotency-Replayed", "Preference-Applied"],
            header => Assert.Contains(header, exposed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preflight_WithoutTheSetting_IsAllowedToNobody()
    {
        await using var service = await TestService.StartAsync();

        var preflight = await service.SendAsync(
            HttpMethod.Options, "/things", headers: [("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST")]);

        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
    }
}
