using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Users.Gateway.Tests;

/// <summary>The gateway as it runs, with its own settings but for the addresses of the instances.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<TestGateway> StartAsync(params Uri[] instances)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ReverseProxy:Clusters:api:HealthCheck:Active:Interval"] = "00:00:00.100";
        // The first is the one that the settings name.
        string[] names = ["api", "b", "c"];

        foreach (var (name, address) in names.Zip(instances))
        {
            builder.Configuration[$"ReverseProxy:Clusters:api:Destinations:{name}:Address"] = $"{address}";
        }

        builder.AddGateway();
        var app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        return new TestGateway(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
