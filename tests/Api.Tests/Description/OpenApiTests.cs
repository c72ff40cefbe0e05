using System.Text.Json;
using KafkaRider.AspNetCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Description;

/// <summary>Tests the description by itself. That answers are as described, <see cref="DescribedAnswers"/> checks in all other tests.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_IsOfVersion31AndNamesEveryEndpoint()
    {
        await using var api = ApiServer.Start();

        var json = await api.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.StartsWith("3.1.", JsonDocument.Parse(json).RootElement.GetProperty("openapi").GetString());
        var described = ApiDescription.Parse(json).Operations.Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}");
        Assert.Equivalent(ExpectedOperations(api.Services), described, strict: true);
    }

    [Fact]
    public async Task Document_NamesEveryProblemTypeOfTheService()
    {
        await using var api = ApiServer.Start();

        var json = await api.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        // The first is the answer where no endpoint is, the others where callers have to say who they are, or may not ask too often.
        Assert.All(
            KnownProblems.Types.Except([ProblemTypes.MethodNotAllowed, ProblemTypes.AuthenticationRequired, ProblemTypes.ScopeRequired, ProblemTypes.TooManyRequests]), problem => Assert.Contains($"\"{problem.Uri}\"", json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_BodyOfAPatch_NeedHaveNoMember()
    {
        await using var api = ApiServer.Start();

        var json = await api.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        var schemas = JsonDocument.Parse(json).RootElement.GetProperty("components").GetProperty("schemas");
        Assert.False(schemas.GetProperty("UpdateUserBody").TryGetProperty("required", out _));
        Assert.Equal("name", Assert.Single(schemas.GetProperty("CreateUserBody").GetProperty("required").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Document_GivesEachOperationItsOwnIdAndASummary()
    {
        await using var api = ApiServer.Start();

        var description = ApiDescription.Parse(await api.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));

        Assert.Distinct(description.Operations.Select(operation => operation.Id));
        Assert.All(description.Operations, operation => Assert.NotEmpty(operation.Json.GetProperty("summary").GetString()!));
    }

    [Fact]
    public async Task Document_AskedForAgain_IsNotMadeAgain()
    {
        await using var api = ApiServer.Start();

        var first = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var second = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        Assert.NotNull(second.Headers.Age);
        Assert.Equal(
            await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Docs_ShowSwaggerUIOfTheDocument()
    {
        await using var api = ApiServer.Start();

        var page = await api.Client.GetStringAsync("/docs/index.html", TestContext.Current.CancellationToken);
        var script = await api.Client.GetStringAsync("/docs/index.js", TestContext.Current.CancellationToken);

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", script, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ExpectedOperations(IServiceProvider services) => services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Where(method => method is not "HEAD")
            .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
        .Where(endpoint => endpoint is not ("GET /metrics" or "GET /openapi/{documentName}.json") && !endpoint.Contains("/hubs/", StringComparison.Ordinal));
}
