using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.ServiceDefaults;

namespace Users.Api.Health;

internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, HealthCheckResponse> Checks)
{
    public static HealthResponse From(HealthReport report, IBusControl? bus) => new(
        report.Status.ToString(),
        report.Entries.ToDictionary(
            entry => entry.Key, entry => new HealthCheckResponse(entry.Value.Status.ToString(), entry.Value.Describe(bus))));
}
