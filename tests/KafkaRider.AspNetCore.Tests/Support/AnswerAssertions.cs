using System.Net;
using System.Text.Json;

namespace KafkaRider.AspNetCore.Tests.Support;

internal static class AnswerAssertions
{
    /// <summary>Asserts that a request is refused for now by a problem that says when to come again, and returns the problem.</summary>
    public static async Task<JsonElement> ShouldBeRefusedAsync(this HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        var problem = await response.ShouldBeProblemAsync(status, slug);
        Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), $"Retry-After: {response.Headers.RetryAfter}");
        return problem;
    }

    /// <summary>Asserts that an answer is a problem of a type, and returns the problem.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = JsonElement.Parse(text);
        Assert.Equal($"/problems/{slug}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
        return problem;
    }

    /// <summary>Returns the id of the operation that an answer names.</summary>
    public static Guid OperationId(this HttpResponseMessage response) =>
        Guid.Parse(Assert.Single(response.Headers.GetValues("Operation-Location"))["/operations/".Length..]);

    /// <summary>Returns the one value of a header, or null if there is none.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? Assert.Single(values) : null;
}
