using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Users.ServiceDefaults.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_OfTheRuntime_GrowWithWhatTheProcessAllocates()
    {
        await using var service = await TestService.StartAsync();

        var before = await ReadAsync(service, "dotnet_gc_heap_total_allocated_bytes_total{}");
        var allocated = new byte[1_000_000];
        var after = await ReadAsync(service, "dotnet_gc_heap_total_allocated_bytes_total{}");

        Assert.True(after - before >= allocated.Length, $"{before} became {after}");
        Assert.True(await ReadAsync(service, "dotnet_gc_pause_time_seconds_total{}") >= 0);
    }

    [Fact]
    public async Task Metrics_OfTheService_HaveTheirNamesAndOwnLabelsAlone()
    {
        await using var service = await TestService.StartAsync();
        using var meter = service.Services.GetRequiredService<IMeterFactory>().Create(TestService.Name);
        meter.CreateCounter<long>("things.done", "{thing}").Add(3, new KeyValuePair<string, object?>("result", "good"));
        meter.CreateUpDownCounter<long>("things.open", "{thing}").Add(2);

        Assert.Equal(3, await ReadAsync(service, "things_done_total{result=\"good\"}"));
        Assert.Equal(2, await ReadAsync(service, "things_open{}"));
    }

    [Fact]
    public async Task Metrics_OfDurations_TellMillisecondsApart()
    {
        await using var service = await TestService.StartAsync();
        using var meter = service.Services.GetRequiredService<IMeterFactory>().Create(TestService.Name);
        meter.CreateHistogram<double>("things.duration", "s").Record(0.0015);

        Assert.Equal(0, await ReadAsync(service, "things_duration_seconds_bucket{le=\"0.001\"}"));
        Assert.Equal(1, await ReadAsync(service, "things_duration_seconds_bucket{le=\"0.002\"}"));
        Assert.Equal(1, await ReadAsync(service, "things_duration_seconds_count{}"));
    }

    [Fact]
    public async Task Metrics_OfRequests_LeaveOutWhoReadsThem()
    {
        await using var service = await TestService.StartAsync();
        await service.GetAsync("/hello");
        await service.GetAsync("/metrics");

        var counted = (await service.GetAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal));

        Assert.Contains("http_route=\"/hello\"", Assert.Single(counted), StringComparison.Ordinal);
    }

    private static async Task<double> ReadAsync(TestService service, string series)
    {
        var metrics = await service.GetAsync("/metrics");
        var line = Assert.Single(metrics.Split('\n'), line => line.StartsWith(series + ' ', StringComparison.Ordinal));

        return double.Parse(line[series.Length..], CultureInfo.InvariantCulture);
    }
}
