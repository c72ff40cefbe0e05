using System.Net;
using System.Net.Http.Headers;
using System.Text;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Input;

/// <summary>Which bodies are read, and what is said of those that are not.</summary>
public sealed class BodyTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Thing = "/things/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b14";
    private const string Named = """{"name":"Desk"}""";

    [Theory]
    [InlineData("null", "$")]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("""{"name":"Desk"} {}""", "$")]
    [InlineData("""{"name":"Lamp","name":"Desk"}""", "$")]
    [InlineData("""{"other":[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]],"name":"Desk"}""", "$")]
    [InlineData("{}", "name")]
    [InlineData("""{"Name":"Desk"}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":17}""", "name")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    public async Task Patch_WrongBody_SaysWhatIsWrong(string body, string field)
    {
        var problem = await (await SendAsync(Json(body))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("""{"n\u0061me":"Zo\u00eb <b>","Name":2,"tags":[{"a":{}},null]}""")]
    [InlineData("\uFEFF {\"other\":\"\\ud800\",\"name\":\"Zo\u00eb <b>\"} ")]
    public async Task Patch_UnusualBody_IsReadAndAnsweredWithLettersAsTheyAre(string body)
    {
        var response = await SendAsync(Json(body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // Nor is it HTML, whoever takes it for that.
        Assert.Contains(
            "\"name\":\"Zo\u00eb \\u003Cb\\u003E\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData("application/json", "gzip")]
    public async Task Patch_OtherMediaType_SaysWhichAreTaken(string mediaType, string? encoding)
    {
        var response = await SendAsync(Json(Named, mediaType, encoding));

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal(encoding is null ? "application/json, application/merge-patch+json" : null, response.Header("Accept-Patch"));
        Assert.Equal(encoding is null ? null : "identity", response.Header("Accept-Encoding"));
    }

    [Theory]
    [InlineData("application/json; charset=\"UTF-8\"", null)]
    [InlineData("application/merge-patch+json", "identity")]
    public async Task Patch_Json_IsRead(string mediaType, string? encoding)
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Json(Named, mediaType, encoding))).StatusCode);
    }

    [Theory]
    [InlineData(2048, HttpStatusCode.OK)]
    [InlineData(2049, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Patch_LargeBody_IsBounded(int bytes, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync(("Requests:MaxBodyBytes", "2048"));

        var response = await SendAsync(Json(Named + new string(' ', bytes - Named.Length)), service);

        Assert.Equal(status, response.StatusCode);
        if (status != HttpStatusCode.OK)
        {
            await response.ShouldBeProblemAsync(status, "body-too-large");
        }
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("fffffffffff")]
    public async Task Patch_BadFraming_IsABadRequest(string chunk)
    {
        using var connection = await ServiceConnection.OpenAsync(shared.Service);

        await connection.SendAsync(
            $"PATCH {Thing}", ["If-Match: *", "Content-Type: application/json", "Transfer-Encoding: chunked"], $"{chunk}\r\n{Named}\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", await connection.ReadAsync(until: "\r\n"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content, TestService? service = null) =>
        (service ?? shared.Service).SendAsync(HttpMethod.Patch, Thing, content, ("If-Match", "*"));

    private static StringContent Json(string body, string mediaType = "application/json", string? encoding = null)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }
}
