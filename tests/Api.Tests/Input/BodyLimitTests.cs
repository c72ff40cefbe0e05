using System.Net;
using System.Text;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Input;

public sealed class BodyLimitTests : IAsyncDisposable
{
    private const int Limit = 2048;

    private readonly ScriptedClient _client = ScriptedClient.Throwing(new InvalidOperationException("The command was sent."));
    private readonly ApiServer _api;

    public BodyLimitTests() => _api = ApiServer.Start(services: _client.AddTo, settings: new() { ["Requests:MaxBodyBytes"] = $"{Limit}" });

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData(Limit + 1, false)]
    [InlineData(Limit + 1, true)]
    [InlineData(Limit * 1000, false)]
    public async Task Post_OverTheLimit_AnswersTooLarge(int bytes, bool chunked)
    {
        var response = await PostAsync(bytes, chunked);

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(0, _client.Calls);
        Assert.DoesNotContain(_api.Logs.Errors, error => error.Contains("Users.Api", StringComparison.Ordinal));
    }

    // What frames the chunks counts too.
    [Theory]
    [InlineData(Limit, false)]
    [InlineData(Limit - 16, true)]
    public async Task Post_WithinTheLimit_ReachesTheClient(int bytes, bool chunked)
    {
        await PostAsync(bytes, chunked);

        Assert.Equal(1, _client.Calls);
    }

    private async Task<HttpResponseMessage> PostAsync(int bytes, bool chunked)
    {
        const string Frame = """{"name":"Ada","padding":""}""";
        var body = Frame.Insert(Frame.Length - 2, new string('x', bytes - Frame.Length));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/users")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = bytes > Limit;
        return await _api.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
