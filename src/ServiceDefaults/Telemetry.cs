using System.Diagnostics.Metrics;
using KafkaRider;
using MassTransit.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Users.ServiceDefaults;

/// <summary>Sets up what a service tells of itself: metrics to whoever asks, and traces and metrics to a collector where there is one.</summary>
internal static class Telemetry
{
    // OpenTelemetry's variables that name a collector: of everything, or of one signal. Without one nothing is traced and nothing is sent.
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TraceCollector = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricCollector = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    private const string MetricsPath = "/metrics";
    private const string HealthPath = "/health";

    // Not all that ASP.NET Core measures: its routing and its memory pool would count several times for each request, for nobody.
    private const string HttpMeter = "Microsoft.AspNetCore.Hosting";
    // What stands on the rider, by whatever name.
    private const string Libraries = $"{KafkaRiderDiagnostics.MeterName}.*";

    private const string KestrelMeter = "Microsoft.AspNetCore.Server.Kestrel";

    // The fastest answers take a millisecond; whoever waits longest waits for half a minute.
    private static readonly ExplicitBucketHistogramConfiguration Durations = new()
    {
        Boundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    };

    /// <summary>Adds the meter and the traces of the service itself, which bear its name, and those of all that it stands on.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var service = builder.Environment.ApplicationName;

        var telemetry = builder.Services.AddOpenTelemetry()
            // What the operator says of the service goes last, as it outweighs the name that we know.
            .ConfigureResource(resource => resource.AddService(service).AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter(service, KafkaRiderDiagnostics.MeterName, Libraries, HttpMeter, KestrelMeter)
                    .AddRuntimeInstrumentation()
                    .AddView(instrument => instrument is Histogram<double> { Unit: "s" } ? Durations : null)
                    .AddPrometheusExporter(Describe);

                if (HasAny(builder.Configuration, Collector, MetricCollector))
                {
                    metrics.AddOtlpExporter(exporter => SetEndpoint(exporter, builder.Configuration[MetricCollector]));
                }
            });

        if (HasAny(builder.Configuration, Collector, TraceCollector))
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(service, KafkaRiderDiagnostics.ActivitySourceName, Libraries, DiagnosticHeaders.DefaultListenerName)
                .AddAspNetCoreInstrumentation(http => http.Filter = IsTraced)
                .AddOtlpExporter(exporter => SetEndpoint(exporter, builder.Configuration[TraceCollector])));
        }
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(MetricsPath)
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .DisableHttpMetrics()
        .ForOperators();

    // The exporter itself reads only the address that all signals share.
    private static void SetEndpoint(OtlpExporterOptions exporter, string? own)
    {
        if (!string.IsNullOrWhiteSpace(own))
        {
            exporter.Endpoint = new Uri(own);
        }
    }

    private static bool HasAny(ConfigurationManager configuration, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(configuration[name]))
            {
                return true;
            }
        }

        return false;
    }

    // Names as they are known, without a label for the meter on each line; and never an old value: whoever counts, compares.
    private static void Describe(PrometheusAspNetCoreOptions prometheus)
    {
        prometheus.ScopeInfoEnabled = false;
        prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
    }

    // Probes come every few seconds, and nobody looks for them in a trace.
    private static bool IsTraced(HttpContext http) =>
        !http.Request.Path.StartsWithSegments(HealthPath, StringComparison.Ordinal)
        && !http.Request.Path.StartsWithSegments(MetricsPath, StringComparison.Ordinal);
}
