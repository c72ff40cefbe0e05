using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Has no new requests sent to a process that is about to stop.</summary>
internal sealed class StoppingHealthCheck(LameDuck lameDuck) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(lameDuck.HasBegun ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy("running"));
}
