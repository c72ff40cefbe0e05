using System.Net;
using KafkaRider.AspNetCore.Internal;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Commands;

public sealed class InvalidIdempotencyKeyTests : IAsyncDisposable
{
    private readonly ScriptedClient _client = ScriptedClient.Throwing(new InvalidOperationException("The command was sent."));
    private readonly ApiServer _api;

    public InvalidIdempotencyKeyTests() => _api = ApiServer.Start(services: _client.AddTo);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("\"unfinished")]
    [InlineData("two words")]
    [InlineData("one, two")]
    public async Task Post_MalformedKey_AnswersBadRequest(string key)
    {
        var response = await _api.PostAsync("Ada", key);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-idempotency-key");
        Assert.Equal(0, _client.Calls);
    }

    [Fact]
    public async Task Post_KeyTooLong_AnswersBadRequest()
    {
        var response = await _api.PostAsync("Ada", new string('k', IdempotencyKey.MaxLength + 1));

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-idempotency-key");
        Assert.Equal(0, _client.Calls);
    }

    [Theory]
    [InlineData("Idempotency-Key: a\nIdempotency-Key: b")]
    [InlineData("Idempotency-Key: a\nidempotency-key: a")]
    [InlineData("Idempotency-Key:")]
    [InlineData("Idempotency-Key: \"\"")]
    public async Task Post_SeveralKeysOrNone_AnswersBadRequest(string headers)
    {
        using var connection = await RawConnection.OpenAsync(_api);

        await connection.SendAsync(
            $"POST /users HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/json\nContent-Length: 14\n{headers}\n\n"
            + "{\"name\":\"Ada\"}");
        var answer = await connection.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/invalid-idempotency-key", answer, StringComparison.Ordinal);
        Assert.Equal(0, _client.Calls);
    }
}
