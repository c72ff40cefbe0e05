using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using OpenTelemetry.Trace;

namespace Users.ServiceDefaults.Tests;

/// <summary>A service that has nothing but the defaults, and says hello.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string Name = "Test.Service";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private TestService(WebApplication app, List<Activity> spans)
    {
        Spans = spans;
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets what has been recorded in this process. Nothing is added any more once the service is disposed.</summary>
    public IReadOnlyList<Activity> Spans { get; }

    public static async Task<TestService> StartAsync(params (string Key, string Value)[] settings)
    {
        var spans = new List<Activity>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = Name,
            Args = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")],
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/hello", () => "hello");
        app.MapGet("/health/ready", () => "ready");
        await app.StartAsync(TestContext.Current.CancellationToken);

        return new TestService(app, spans);
    }

    public async Task<string> GetAsync(string path, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "traceparent", traceParent } } };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        // The span of a request ends behind its answer: stopping in order waits for that.
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
