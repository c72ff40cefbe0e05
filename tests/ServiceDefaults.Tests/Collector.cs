using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Users.ServiceDefaults.Tests;

/// <summary>A collector of telemetry that keeps what it gets, or one that hangs.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly TaskCompletionSource _hanging = new();

    private Collector(bool hangs)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.Latin1);
            _received.Enqueue((request.Path, await reader.ReadToEndAsync()));

            if (hangs)
            {
                await _hanging.Task;
            }
        });
    }

    /// <summary>Gets the settings of a service that sends often, for a test to be short.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "20"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "20"),
    ];

    public static async Task<Collector> StartAsync(bool hangs = false)
    {
        var collector = new Collector(hangs);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);

        return collector;
    }

    /// <summary>Gives what came for a signal, in which the texts can be read.</summary>
    public IReadOnlyList<string> Received(string signal) => [.. _received.Where(one => one.Path == $"/v1/{signal}").Select(one => one.Body)];

    public async ValueTask DisposeAsync()
    {
        _hanging.TrySetResult();
        await _app.DisposeAsync();
    }
}
