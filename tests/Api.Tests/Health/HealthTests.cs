using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_BusRuns_NamesTheHealthyBus()
    {
        await using var api = ApiServer.Start();

        var (status, health) = await GetAsync(api, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", health.GetProperty("status").GetString());
        Assert.Equal("Healthy", health.GetProperty("checks").GetProperty("masstransit-bus").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Degraded)]
    public async Task Ready_ACheckFails_AnswersUnavailableAndSaysWhy(HealthStatus failure)
    {
        await using var api = ApiServer.Start(services: services => services.AddHealthChecks().AddCheck(
            "replies", () => new HealthCheckResult(failure, "No partition is assigned.", new InvalidOperationException("secret")), ["ready"]));

        var (status, health) = await GetAsync(api, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(failure.ToString(), health.GetProperty("status").GetString());
        var check = health.GetProperty("checks").GetProperty("replies");
        Assert.Equal(failure.ToString(), check.GetProperty("status").GetString());
        Assert.Equal("No partition is assigned.", check.GetProperty("description").GetString());
        Assert.DoesNotContain("secret", health.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_ACheckFails_IsHealthyAllTheSame()
    {
        await using var api = ApiServer.Start(services: services => services.AddHealthChecks().AddCheck(
            "replies", () => HealthCheckResult.Unhealthy(), ["ready"]));

        var (status, health) = await GetAsync(api, "/health/live");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", health.GetProperty("status").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Health)> GetAsync(ApiServer api, string path)
    {
        var response = await api.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
