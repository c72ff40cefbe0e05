using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaRider.Internal;

/// <summary>
/// Tells whether commands can be executed: from what became of the last transaction, and from a probe that writes. However many ask for health,
/// the database is asked once a second at most.
/// </summary>
internal sealed class DatabaseHealthCheck(IWriteProbe probe, WriterState writer, SchemaState schema, TimeProvider timeProvider) : IHealthCheck
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<bool>? _probe;
    private long _probedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!schema.WhenInPlace.IsCompleted)
        {
            return HealthCheckResult.Unhealthy(
                schema.Obstacle is { } obstacle ? $"The database schema is not in place yet: {obstacle}." : "The database schema is not in place yet.");
        }

        try
        {
            if (!await ProbeAsync().WaitAsync(Patience, timeProvider, cancellationToken))
            {
                return HealthCheckResult.Unhealthy("The database schema is older than this version needs.");
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database cannot be used: {DatabaseReasons.Explain(exception)}.");
        }

        return writer.Obstacle is { } failure
            ? HealthCheckResult.Unhealthy($"The database cannot be used: {failure}.")
            : HealthCheckResult.Healthy("The database can be written to, and its schema is up to date.");
    }

    private Task<bool> ProbeAsync()
    {
        lock (_lock)
        {
            // A probe that hangs is waited for, and no other one is sent after it.
            if (_probe is null || (_probe.IsCompleted && timeProvider.GetElapsedTime(_probedAt) >= Validity))
            {
                _probedAt = timeProvider.GetTimestamp();
                _probe = probe.RunAsync(CancellationToken.None);
            }

            return _probe;
        }
    }
}
