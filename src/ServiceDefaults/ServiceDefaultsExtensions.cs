using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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

    /// <summary>Checks the settings of a service, before anything else of it is made: what is made of a wrong one may fail with less plain words.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    /// <exception cref="ConfigurationException">An address cannot be listened on, or Kafka's settings are wrong.</exception>
    public static WebApplication RequireSettings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.Services.GetService<IStartupValidator>()?.Validate();
        ListenAddresses.Check(app);

        // It is made of Kafka's settings.
        app.Services.GetRequiredService<IBus>();

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
