using System.Net;
using System.Text.Json;

namespace Users.Api.Tests.Fixtures;

internal static class ProblemAssertions
{
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = JsonElement.Parse(text);
        Assert.Equal($"/problems/{slug}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
        return problem;
    }

    /// <summary>Asserts that header and body name the same operation, and returns its id.</summary>
    public static Guid ShouldNameOperation(this HttpResponseMessage response)
    {
        var location = Assert.Single(response.Headers.GetValues("Operation-Location"));
        Assert.StartsWith("/operations/", location, StringComparison.Ordinal);
        return Guid.Parse(location["/operations/".Length..]);
    }
}
