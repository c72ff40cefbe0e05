using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Users.ServiceDefaults;

/// <summary>Adds what every service has.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, and names the trace in every log line that is written for a request.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.AddTelemetry();

        return builder;
    }

    /// <summary>Maps what every service answers: <c>/metrics</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.MapMetrics();

        return app;
    }
}
