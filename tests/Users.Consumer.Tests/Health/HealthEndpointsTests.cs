using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Users.Consumer.Tests.Store;
using Users.ServiceDefaults;

namespace Users.Consumer.Tests.Health;

public sealed class HealthEndpointsTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task Ready_DatabaseAnswers_NamesTheCheck()
    {
        await using var app = await StartAsync(Database.ConnectionString);
        using var client = CreateClient(app);

        await Eventually.IsTrueAsync(
            async () => (await client.GetAsync("/health/ready", Token)).StatusCode == HttpStatusCode.OK, "the service is ready");

        var body = JsonNode.Parse(await client.GetStringAsync("/health/ready", Token))!;
        Assert.Equal("Healthy", (string?)body["status"]);
        Assert.Equal("Healthy", (string?)body["checks"]!["database"]!["status"]);
    }

    [Fact]
    public async Task Ready_NoDatabase_IsUnavailableAndSaysWhy_ButLive()
    {
        await using var app = await StartAsync("Server=127.0.0.1;Port=1;Database=users");
        using var client = CreateClient(app);

        const string Reason = "The database schema is not in place yet: the database does not answer.";
        await Eventually.IsTrueAsync(
            async () => (await client.GetAsync("/health/ready", Token)).Content is { } content
                && (string?)JsonNode.Parse(await content.ReadAsStringAsync(Token))!["checks"]!["database"]!["description"] == Reason,
            "the reason is told");
        using var ready = await client.GetAsync("/health/ready", Token);
        using var live = await client.GetAsync("/health/live", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("application/json", ready.Content.Headers.ContentType?.MediaType);
        var check = JsonNode.Parse(await ready.Content.ReadAsStringAsync(Token))!["checks"]!["database"]!;
        Assert.Equal("Unhealthy", (string?)check["status"]);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Ready_APartIsDegraded_IsUnavailable()
    {
        await using var app = await StartAsync(
            Database.ConnectionString, health => health.AddCheck("bus", () => HealthCheckResult.Degraded("starting"), tags: ["ready"]));
        using var client = CreateClient(app);

        await Eventually.IsTrueAsync(
            async () => (await client.GetAsync("/health/ready", Token)).Content is { } content
                && (string?)JsonNode.Parse(await content.ReadAsStringAsync(Token))!["checks"]!["database"]!["status"] == "Healthy",
            "the database is ready");

        using var ready = await client.GetAsync("/health/ready", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    private static async Task<WebApplication> StartAsync(string connectionString, Action<IHealthChecksBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Users", connectionString)]);
        builder.Logging.ClearProviders().AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper));
        builder.Services.AddUsersInbox();
        configure?.Invoke(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.MapHealthEndpoints();
        await app.StartAsync(Token);
        return app;
    }

    private static HttpClient CreateClient(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
    };
}
