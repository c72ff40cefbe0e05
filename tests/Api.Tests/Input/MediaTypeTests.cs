using System.Net;
using System.Text;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Input;

public sealed class MediaTypeTests : IAsyncDisposable
{
    private readonly ScriptedClient _client = ScriptedClient.Throwing(new InvalidOperationException("The command was sent."));
    private readonly ApiServer _api;

    public MediaTypeTests() => _api = ApiServer.Start(services: _client.AddTo);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application/problem+json")]
    [InlineData("application/*")]
    [InlineData("application/json, text/plain")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=\"utf-16\"")]
    public async Task Post_OtherMediaType_AnswersUnsupported(string? mediaType)
    {
        var response = await _api.SendAsync(Content(mediaType));

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal("application/json", Assert.Single(response.Headers.GetValues("Accept")));
        Assert.Equal(0, _client.Calls);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"; version=1")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=US-ASCII")]
    public async Task Post_Json_ReachesTheClient(string mediaType)
    {
        await _api.SendAsync(Content(mediaType));

        Assert.Equal(1, _client.Calls);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity, br")]
    public async Task Post_Compressed_AnswersUnsupported(string encoding)
    {
        var content = Content("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        var response = await _api.SendAsync(content);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal("identity", Assert.Single(response.Headers.GetValues("Accept-Encoding")));
        Assert.Equal(0, _client.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    public async Task Post_WithoutACoding_ReachesTheClient(string encoding)
    {
        using var connection = await RawConnection.OpenAsync(_api);

        await connection.SendAsync(
            $"POST /users HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/json\nContent-Encoding: {encoding}\n"
            + "Content-Length: 14\n\n{\"name\":\"Ada\"}");
        await connection.ReadToEndAsync();

        Assert.Equal(1, _client.Calls);
    }

    private static ByteArrayContent Content(string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"Ada"}"""));

        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        return content;
    }
}
