using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Input;

public sealed class HostileHttpTests : IAsyncDisposable
{
    private readonly ScriptedClient _client = ScriptedClient.Throwing(new InvalidOperationException("The command was sent."));
    private readonly ApiServer _api;

    public HostileHttpTests() => _api = ApiServer.Start(services: _client.AddTo);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("Content-Length: 100", "{\"name\":\"Ada\"}")]
    [InlineData("Transfer-Encoding: chunked", "e\n{\"name\":\"Ada\"}\n")]
    [InlineData("Transfer-Encoding: chunked", "ff\n{\"name\":\"Ada\"}")]
    public async Task Post_ClosedBeforeTheBodyEnds_IsAccountedForWithoutAnError(string framing, string body)
    {
        using (var connection = await OpenAsync(framing))
        {
            await connection.SendAsync(body);
            await Eventually.IsTrueAsync(() => _api.Metrics.InFlight == 1, "the request is in flight");
            connection.EndSending();
            await Eventually.IsTrueAsync(() => _api.Metrics.Finished() == 1, "the request is accounted for");
        }

        Assert.Equal(0, _api.Metrics.InFlight);
        Assert.Equal(0, _client.Calls);
        Assert.Equal("", string.Join("\n", _api.Logs.Errors));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "zz\n{\"name\":\"Ada\"}\n0\n\n")]
    [InlineData("Transfer-Encoding: chunked", "fffffffffff\n{\"name\":\"Ada\"}")]
    [InlineData("Content-Length: -1", "{\"name\":\"Ada\"}")]
    [InlineData("Content-Length: 14\nContent-Length: 15", "{\"name\":\"Ada\"}")]
    [InlineData("Content-Length: 14\nTransfer-Encoding: gzip", "{\"name\":\"Ada\"}")]
    public async Task Post_BadFraming_AnswersBadRequest(string framing, string body)
    {
        var answer = await ExchangeAsync(framing, body);

        Assert.Equal("", string.Join("\n", _api.Logs.Errors));
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, _client.Calls);
    }

    [Fact]
    public async Task Post_ChunkedWithoutEnd_AnswersTooLargeAtTheLimit()
    {
        using var connection = await OpenAsync("Transfer-Encoding: chunked");
        await connection.SendAsync($"9\n{{\"name\":\"\n");

        for (var sent = 0; sent < 4; sent++)
        {
            await connection.SendAsync($"1000\n{new string('x', 0x1000)}\n");
        }

        var answer = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/body-too-large", answer, StringComparison.Ordinal);
        Assert.Equal(0, _client.Calls);
    }

    [Fact]
    public async Task Post_ResetInTheMiddleOfTheBody_IsAccountedForWithoutAnError()
    {
        using (var connection = await OpenAsync("Content-Length: 100"))
        {
            await connection.SendAsync("{\"name\":");
            await Eventually.IsTrueAsync(() => _api.Metrics.InFlight == 1, "the request is in flight");
            connection.Reset();
        }

        await Eventually.IsTrueAsync(() => _api.Metrics.Finished() == 1, "the request is accounted for");
        Assert.Equal(0, _api.Metrics.InFlight);
        Assert.Equal(0, _client.Calls);
        Assert.Equal("", string.Join("\n", _api.Logs.Errors));
    }

    [Fact]
    public async Task Post_AfterAMalformedBody_IsAnsweredOnTheSameConnection()
    {
        using var connection = await OpenAsync("Content-Length: 14");
        await connection.SendAsync("not { [ json !");
        await connection.SendAsync("GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        var answers = await connection.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answers, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(17 * 1024, 1)]
    [InlineData(1, 70)]
    public async Task Get_HeadersOverTheLimit_AnswersSo(int length, int count)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('x', length)}\n"));
        using var connection = await RawConnection.OpenAsync(_api);
        await connection.SendAsync($"GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n{headers}\n");

        var answer = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/headers-too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TargetOverTheLimit_AnswersSo()
    {
        using var connection = await RawConnection.OpenAsync(_api);
        await connection.SendAsync($"GET /users?name={new string('x', 5 * 1024)} HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        var answer = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/target-too-long", answer, StringComparison.Ordinal);
    }

    // What the server itself refuses has no body, but still a status.
    [Fact]
    public async Task Get_HeadersFarOverTheLimit_IsRefused()
    {
        using var connection = await RawConnection.OpenAsync(_api);
        await connection.SendAsync($"GET /health/live HTTP/1.1\nHost: localhost\nX-Long: {new string('x', 70 * 1024)}\n\n");

        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private async Task<string> ExchangeAsync(string framing, string body)
    {
        using var connection = await OpenAsync(framing);
        await connection.SendAsync(body);
        return await connection.ReadToEndAsync();
    }

    private async Task<RawConnection> OpenAsync(string framing)
    {
        var connection = await RawConnection.OpenAsync(_api);
        await connection.SendAsync($"POST /users HTTP/1.1\nHost: localhost\nContent-Type: application/json\n{framing}\n\n");
        return connection;
    }
}
