using System.Net;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Http;

public sealed class RequestSizesTests(SharedService shared) : IClassFixture<SharedService>
{
    [Theory]
    [InlineData(4_000, HttpStatusCode.OK)]
    [InlineData(4_100, HttpStatusCode.RequestUriTooLong)]
    public async Task Get_LongTarget_IsBounded(int length, HttpStatusCode status)
    {
        var response = await shared.Service.SendAsync(HttpMethod.Get, $"/problems?{new string('x', length)}");

        await ShouldBeAsync(response, status, "target-too-long");
    }

    [Theory]
    [InlineData(60, 10, HttpStatusCode.OK)]
    [InlineData(65, 10, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(1, 16_000, HttpStatusCode.OK)]
    [InlineData(1, 17_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task Get_ManyHeaders_AreBounded(int count, int length, HttpStatusCode status)
    {
        (string, string)[] headers = [.. Enumerable.Range(0, count).Select(number => ($"X-{number}", new string('x', length)))];

        var response = await shared.Service.SendAsync(HttpMethod.Get, "/problems", headers: headers);

        await ShouldBeAsync(response, status, "headers-too-large");
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(status, response.StatusCode);
        }
        else
        {
            await response.ShouldBeProblemAsync(status, slug);
        }
    }
}
