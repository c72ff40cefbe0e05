namespace Users.ServiceDefaults;

/// <summary>Serves the metrics of the process.</summary>
internal static class MetricsEndpoint
{
    // Allocations, collections and their pauses, processor time, the thread pool: .NET measures them whether or not anyone reads them.
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Adds the metrics of the named meters and of the runtime.</summary>
    public static IServiceCollection AddPrometheusMetrics(this IServiceCollection services, params IReadOnlyCollection<string> meters)
    {
        services.AddSingleton(_ => new PrometheusMetrics([RuntimeMeter, .. meters]));

        return services;
    }

    /// <summary>Maps <c>/metrics</c>, and begins to count.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.ServiceProvider.GetRequiredService<PrometheusMetrics>();
        routes.MapGet("/metrics", () => TypedResults.Text(metrics.Render(), PrometheusMetrics.ContentType))
            .ExcludeFromDescription();
    }
}
