using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Users.ServiceDefaults;

/// <summary>Adds what every service has.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, names the trace in every log line that is written for a request, and listens on the port <c>Management:Port</c> if
    /// there is to be one.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Services.PostConfigure<HealthCheckServiceOptions>(BusHealthCheck.Replace);
        builder.AddTelemetry();
        builder.AddManagementPort();

        return builder;
    }

    /// <summary>Tries out the addresses that the service is to listen on.</summary>
    /// <exception cref="ConfigurationException">One cannot be listened on.</exception>
    public static WebApplication RequireAddresses(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        ListenAddresses.Check(app);

        return app;
    }

    /// <summary>Maps what every service answers: <c>/metrics</c>. Where operators have a port of their own, it sees to that.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.UseManagementPort();
        app.MapMetrics();

        return app;
    }
}
