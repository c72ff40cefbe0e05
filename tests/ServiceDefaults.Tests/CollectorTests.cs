using System.Diagnostics;
using KafkaRider;

namespace Users.ServiceDefaults.Tests;

public sealed class CollectorTests
{
    [Fact]
    public async Task Collector_GetsTracesAndMetricsOfTheService()
    {
        await using var collector = await Collector.StartAsync();

        await using (var service = await TestService.StartAsync(collector.Settings))
        {
            await service.GetAsync("/hello");
        }

        Assert.Contains(collector.Received("traces"), traces => traces.Contains("/hello", StringComparison.Ordinal) && traces.Contains(TestService.Name, StringComparison.Ordinal));
        Assert.Contains(collector.Received("metrics"), metrics =>
            metrics.Contains("http.server.request.duration", StringComparison.Ordinal) && metrics.Contains(TestService.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TRACES", "traces", "metrics")]
    [InlineData("METRICS", "metrics", "traces")]
    public async Task Collector_OfOneSignal_GetsThatAlone(string variable, string wanted, string other)
    {
        await using var collector = await Collector.StartAsync();
        // With an address of its own a signal has its whole path.
        var settings = collector.Settings.Select(setting => setting.Key == "OTEL_EXPORTER_OTLP_ENDPOINT"
            ? ($"OTEL_EXPORTER_OTLP_{variable}_ENDPOINT", $"{setting.Value}/v1/{wanted}")
            : setting);

        await using (var service = await TestService.StartAsync([.. settings]))
        {
            await service.GetAsync("/hello");
        }

        Assert.NotEmpty(collector.Received(wanted));
        Assert.Empty(collector.Received(other));
    }

    [Fact]
    public async Task Collector_GetsTheNameThatTheOperatorGives()
    {
        await using var collector = await Collector.StartAsync();

        await using (var service = await TestService.StartAsync([.. collector.Settings, ("OTEL_SERVICE_NAME", "another-name")]))
        {
            await service.GetAsync("/hello");
        }

        Assert.NotEmpty(collector.Received("traces"));
        Assert.All(collector.Received("traces"), traces => Assert.Contains("another-name", traces, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probes_AreNotTraced()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var service = await TestService.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

        foreach (var path in new[] { "/health/ready", "/metrics", "/hello" })
        {
            await service.GetAsync(path, $"00-{Trace}-00f067aa0ba902b7-01");
        }

        await service.DisposeAsync();
        Assert.Equal(["/hello"], service.Spans.Where(span => span.TraceId.ToHexString() == Trace).Select(span => span.GetTagItem("url.path")));
    }

    [Fact]
    public async Task NoCollector_NothingIsTraced()
    {
        using var rider = new ActivitySource(KafkaRiderDiagnostics.ActivitySourceName);
        using var own = new ActivitySource(TestService.Name);
        await using var service = await TestService.StartAsync();
        await service.GetAsync("/hello");

        Assert.False(rider.HasListeners() || own.HasListeners());
    }

    [Fact]
    public async Task Collector_EverySourceIsTraced()
    {
        await using var collector = await Collector.StartAsync();
        using var rider = new ActivitySource(KafkaRiderDiagnostics.ActivitySourceName);
        using var massTransit = new ActivitySource("MassTransit");
        using var own = new ActivitySource(TestService.Name);
        await using var service = await TestService.StartAsync(collector.Settings);

        Assert.True(rider.HasListeners() && massTransit.HasListeners() && own.HasListeners());
    }

    [Fact]
    public async Task Collector_ThatIsNotThere_HarmsNothing()
    {
        await using var service = await TestService.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

        Assert.Equal("hello", await service.GetAsync("/hello"));
        await service.StopAsync();
    }

    [Fact]
    public async Task Collector_ThatHangs_HarmsNothing()
    {
        await using var collector = await Collector.StartAsync(hangs: true);
        var service = await TestService.StartAsync(collector.Settings);
        await service.GetAsync("/hello");

        while (collector.Received("traces").Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("hello", await service.GetAsync("/hello"));
        await service.DisposeAsync();
    }
}
