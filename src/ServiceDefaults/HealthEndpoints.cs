using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Users.ServiceDefaults;

/// <summary>Tells orchestrators of a service that nobody else asks anything.</summary>
public static class HealthEndpoints
{
    private const string Ready = "ready";

    /// <summary>Maps <c>/health/live</c>: the process answers; and <c>/health/ready</c>: commands can be executed.</summary>
    public static IEndpointRouteBuilder MapHealthEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", CreateOptions(_ => false)).ForOperators();
        routes.MapHealthChecks("/health/ready", CreateOptions(check => check.Tags.Contains(Ready))).ForOperators();

        return routes;
    }

    private static HealthCheckOptions CreateOptions(Func<HealthCheckRegistration, bool> predicate) => new()
    {
        Predicate = predicate,
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(
            HealthAnswer.Of(report, context.RequestServices.GetService<IBusControl>()), HealthJsonContext.Default.HealthAnswer, contentType: null, context.RequestAborted),
        ResultStatusCodes =
        {
            [HealthStatus.Healthy] = StatusCodes.Status200OK,
            [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable,
            [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
        },
    };
}
