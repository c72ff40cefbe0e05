using KafkaRider.AspNetCore;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.ServiceDefaults;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Health;

internal static class HealthEndpoints
{
    private const string ReadyTag = "ready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").ForOperators();

        // That it answers at all is what makes a process live: checks of others would have it restarted for their faults.
        Map(health, "/live", _ => false, HealthDescriptions.Live);
        Map(health, "/ready", check => check.Tags.Contains(ReadyTag), HealthDescriptions.Ready);
    }

    private static void Map(RouteGroupBuilder health, string path, Func<HealthCheckRegistration, bool> checks, EndpointDescription description)
    {
        health.MapGet(path, AnswerAsync).Describe(description);

        async Task<IResult> AnswerAsync(HttpContext http, HealthCheckService service)
        {
            var report = await service.CheckHealthAsync(checks, http.RequestAborted);
            http.Response.Headers.CacheControl = "no-store";

            return new Answer(report.Status is HealthStatus.Healthy ? Status200OK : Status503ServiceUnavailable)
            {
                Body = HealthResponse.From(report, http.RequestServices.GetService<IBusControl>()),
            };
        }
    }
}
