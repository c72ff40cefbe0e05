using System.Net;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Http;

/// <summary>HEAD wherever GET is, and OPTIONS everywhere.</summary>
public sealed class MethodTests : IAsyncDisposable
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11");

    private readonly ApiServer _api = ApiServer.Start();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("/users/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("/users?limit=1")]
    [InlineData("/users/42")]
    [InlineData("/reports/registrations")]
    [InlineData("/operations/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("/problems")]
    [InlineData("/problems/user-duplicated")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/index.html")]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    public async Task Head_IsAnsweredLikeGetWithoutTheBody(string path)
    {
        Fill();
        var get = await _api.SendAsync(HttpMethod.Get, path);

        var head = await _api.SendAsync(HttpMethod.Head, path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Headers.CacheControl, head.Headers.CacheControl);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Head_OfAStream_EndsAtOnce()
    {
        _api.Services.GetRequiredService<OperationView>().Accept(Id, TimeProvider.System.GetUtcNow());

        var head = await _api.SendAsync(HttpMethod.Head, $"/operations/{Id}/events");

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/event-stream", head.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/users", "GET, HEAD, OPTIONS, POST", null)]
    [InlineData("/users/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11", "DELETE, GET, HEAD, OPTIONS, PATCH", "application/json, application/merge-patch+json")]
    [InlineData("/", "OPTIONS, POST", null)]
    [InlineData("/problems", "GET, HEAD, OPTIONS", null)]
    public async Task Options_SaysWhatIsTaken(string path, string allowed, string? patches)
    {
        var response = await _api.SendAsync(HttpMethod.Options, path);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(patches, response.Headers.TryGetValues("Accept-Patch", out var types) ? string.Join(", ", types) : null);
    }

    [Fact]
    public async Task Options_UnknownPath_IsNotFound() =>
        await (await _api.SendAsync(HttpMethod.Options, "/nothing")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");

    [Theory]
    [InlineData("/users/42")]
    [InlineData("/problems")]
    [InlineData("/nothing")]
    public async Task Get_NobodyMayGuessTheMediaType(string path)
    {
        var response = await _api.SendAsync(HttpMethod.Get, path);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    private void Fill()
    {
        _api.CatchUp();

        _api.Services.GetRequiredService<UserView>().Apply(new(Id, "Ada", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, false));
        _api.Services.GetRequiredService<OperationView>().Complete(Id, new UserDuplicated(Id, "Ada"), null, TimeProvider.System.GetUtcNow());
    }
}
