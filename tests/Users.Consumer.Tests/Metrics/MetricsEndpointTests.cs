using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Users.ServiceDefaults;

namespace Users.Consumer.Tests.Metrics;

public class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_OfTheRuntime_GrowWithWhatTheProcessAllocates()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPrometheusMetrics();
        await using var app = builder.Build();
        app.MapMetrics();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var before = await ReadAsync(http, "dotnet_gc_heap_total_allocated_total");
        var allocated = new byte[1_000_000];
        var after = await ReadAsync(http, "dotnet_gc_heap_total_allocated_total");

        Assert.True(after - before >= allocated.Length, $"{before} became {after}");
        Assert.True(await ReadAsync(http, "dotnet_gc_pause_time_total") >= 0);
    }

    private static async Task<double> ReadAsync(HttpClient http, string name)
    {
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var line = Assert.Single(metrics.Split('\n'), line => line.StartsWith(name + ' ', StringComparison.Ordinal));

        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }
}
