namespace Users.Metrics;

/// <summary>Serves the metrics of the process.</summary>
internal static class MetricsEndpoint
{
    public static IServiceCollection AddPrometheusMetrics(this IServiceCollection services, params IReadOnlyCollection<string> meters)
    {
        services.AddSingleton(_ => new PrometheusMetrics(meters));

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
