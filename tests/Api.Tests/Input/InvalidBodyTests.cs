using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Input;

public sealed class InvalidBodyTests : IAsyncDisposable
{
    private readonly ScriptedClient _client = ScriptedClient.Throwing(new InvalidOperationException("The command was sent."));
    private readonly ApiServer _api;

    public InvalidBodyTests() => _api = ApiServer.Start(services: _client.AddTo);

    public static TheoryData<string, string> WrongNames => new()
    {
        { "{}", "A name is required." },
        { """{"Name":"Ada"}""", "A name is required." },
        { """{"name":null}""", "The name must be a string." },
        { """{"name":17}""", "The name must be a string." },
        { """{"name":true}""", "The name must be a string." },
        { """{"name":["Ada"]}""", "The name must be a string." },
        { """{"name":{"first":"Ada"},"other":1}""", "The name must be a string." },
        { """{"name":""}""", "The name must not be empty or blank." },
        { """{"name":" \t\u00a0\u2003"}""", "The name must not be empty or blank." },
        { $$"""{"name":"{{new string('x', UserName.MaxLength + 1)}}"}""", "The name must have at most 255 characters." },
        { """{"name":"A\u0000da"}""", "The name must not contain control characters." },
        { """{"name":"Ada\n"}""", "The name must not contain control characters." },
        { """{"name":"A\u007fda"}""", "The name must not contain control characters." },
        { """{"name":"A\u0085da"}""", "The name must not contain control characters." },
        { """{"name":"\ud800"}""", "The name must be valid Unicode, without half surrogate pairs." },
        { """{"name":"A\udc00da"}""", "The name must be valid Unicode, without half surrogate pairs." },
        { """{"name":"\udc00\ud800"}""", "The name must be valid Unicode, without half surrogate pairs." },
        { """{"name":"\ufffe"}""", "The name must consist of characters that Unicode has assigned a meaning." },
    };

    public static TheoryData<string> UnreadableBodies =>
    [
        "",
        " ",
        "null",
        "[]",
        "\"Ada\"",
        "17",
        "true",
        "{",
        "{\"name\":\"Ada",
        """{"name":"Ada",}""",
        """{"name":"Ada"}}""",
        """{"name":"Ada"} {"name":"Bob"}""",
        """{'name':'Ada'}""",
        """{name:"Ada"}""",
        """{"name":"Ada" /* comment */}""",
        "{\"name\":\"A\nda\"}",
        """{"name":"Ada","name":"Bob"}""",
        """{"name":"\u12"}""",
        """{"other":NaN,"name":"Ada"}""",
        "{\"name\":" + new string('[', 1000) + new string(']', 1000) + "}",
        "{\"other\":" + new string('[', 1000) + new string(']', 1000) + ",\"name\":\"Ada\"}",
        new string('[', 10_000),
    ];

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task Post_WrongName_AnswersWhatIsWrongWithIt(string body, string error)
    {
        var response = await _api.SendAsync(Json(body));

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var field = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal("name", field.Name);
        Assert.Equal(error, Assert.Single(field.Value.EnumerateArray()).GetString());
        Assert.Equal(0, _client.Calls);
    }

    [Theory]
    [MemberData(nameof(UnreadableBodies))]
    public async Task Post_UnreadableBody_AnswersWhereItStops(string body)
    {
        var response = await _api.SendAsync(Json(body));

        AssertWholeBodyIsWrong(await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request"));
    }

    [Theory]
    [InlineData("{\"name\":\"A\u00ffda\"}", "name")]
    [InlineData("{\"name\":\"\u00c0\u00af\"}", "name")]
    [InlineData("{\"n\u00ffame\":1,\"name\":\"\u00ed\u00a0\u0080\"}", "name")]
    [InlineData("\u00ff\u00fe{\u0000}\u0000", "$")]
    [InlineData("{\u00ff\"name\":\"Ada\"}", "$")]
    public async Task Post_NotUtf8_AnswersBadRequest(string bytes, string field)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(bytes));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        var response = await _api.SendAsync(content);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(0, _client.Calls);
    }

    [Theory]
    [InlineData("""{"name":"Ada","age":36,"tags":[{"a":{}},null],"Name":2}""")]
    [InlineData("""  {"other":"\ud800","name":"Ada"}  """)]
    [InlineData("\uFEFF{\"name\":\"Ada\"}")]
    [InlineData("""{"n\u0061me":"\ud83d\ude00"}""")]
    public async Task Post_UnusualButRight_ReachesTheClient(string body)
    {
        await _api.SendAsync(Json(body));

        Assert.Equal(1, _client.Calls);
    }

    [Fact]
    public async Task Post_LongestName_ReachesTheClient()
    {
        await _api.PostAsync(new string('\u6f22', UserName.MaxLength));

        Assert.Equal(1, _client.Calls);
    }

    private void AssertWholeBodyIsWrong(JsonElement problem)
    {
        var field = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal("$", field.Name);
        Assert.StartsWith("The body must be ", Assert.Single(field.Value.EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.False(problem.TryGetProperty("operationId", out _));
        Assert.Equal(0, _client.Calls);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
