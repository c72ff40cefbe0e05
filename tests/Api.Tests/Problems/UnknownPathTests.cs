using System.Net;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Problems;

public sealed class UnknownPathTests : IAsyncDisposable
{
    private readonly ApiServer _api = ApiServer.Start();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("POST", "/users/nothing/here")]
    [InlineData("GET", "/problems/unheard-of")]
    public async Task Send_UnknownPath_AnswersNotFound(string method, string path)
    {
        var response = await SendAsync(method, path);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("PUT", "/users", "POST")]
    [InlineData("DELETE", "/", "POST")]
    [InlineData("POST", "/problems", "GET")]
    public async Task Send_OtherMethod_AnswersWhatIsAllowed(string method, string path, string allowed)
    {
        var response = await SendAsync(method, path);

        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Contains(allowed, response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Send_UnknownPath_IsNotCountedAsACommand()
    {
        await SendAsync("POST", "/nothing");

        Assert.Equal(0, _api.Metrics.Started);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await _api.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
