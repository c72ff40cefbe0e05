using System.Net;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Http;

/// <summary>HEAD wherever GET is, OPTIONS everywhere, and what every answer says.</summary>
public sealed class MethodTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Thing = "/things/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b14";

    [Theory]
    [InlineData("/things", "OPTIONS, POST", null)]
    [InlineData(Thing, "GET, HEAD, OPTIONS, PATCH", "application/json, application/merge-patch+json")]
    [InlineData("/problems", "GET, HEAD, OPTIONS", null)]
    public async Task Options_SaysWhatIsTaken(string path, string allowed, string? patches)
    {
        var options = await shared.Service.SendAsync(HttpMethod.Options, path);
        var refused = await shared.Service.SendAsync(HttpMethod.Delete, path);

        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal(allowed, string.Join(", ", options.Content.Headers.Allow));
        Assert.Equal(patches, options.Header("Accept-Patch"));
        await refused.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allowed, string.Join(", ", refused.Content.Headers.Allow));
    }

    [Theory]
    [InlineData(Thing)]
    [InlineData("/problems")]
    [InlineData("/nothing")]
    public async Task Head_IsAnsweredLikeGetWithoutTheBody(string path)
    {
        var get = await shared.Service.SendAsync(HttpMethod.Get, path);
        var head = await shared.Service.SendAsync(HttpMethod.Head, path);

        Assert.Equal((get.StatusCode, get.Content.Headers.ContentType, get.Headers.ETag), (head.StatusCode, head.Content.Headers.ContentType, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("nosniff", get.Header("X-Content-Type-Options"));
        Assert.Null(get.Header("Server"));
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    public async Task Get_VersionThatTheClientHas_IsNotSentAgain(string known, HttpStatusCode status)
    {
        var response = await shared.Service.SendAsync(HttpMethod.Get, Thing, headers: ("If-None-Match", known));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("\"1\"", response.Header("ETag"));
        Assert.True(response.Headers.CacheControl is { NoCache: true, Private: true });
    }
}
