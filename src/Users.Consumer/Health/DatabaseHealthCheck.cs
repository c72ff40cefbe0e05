using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.Consumer.Database;
using Users.Consumer.Schema;

namespace Users.Consumer.Health;

/// <summary>Asks the database for the state of its schema. However many ask for health, the database is asked once a second at most.</summary>
internal sealed class DatabaseHealthCheck(UsersDbContexts contexts, SchemaState schema, TimeProvider timeProvider) : IHealthCheck
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
            return await ProbeAsync().WaitAsync(Patience, timeProvider, cancellationToken)
                ? HealthCheckResult.Healthy("The database answers, and its schema is up to date.")
                : HealthCheckResult.Unhealthy("The database schema is older than this version needs.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database cannot be used: {DatabaseErrors.Explain(exception)}.");
        }
    }

    private Task<bool> ProbeAsync()
    {
        lock (_lock)
        {
            // A probe that hangs is waited for, and no other one is sent after it.
            if (_probe is null || (_probe.IsCompleted && timeProvider.GetElapsedTime(_probedAt) >= Validity))
            {
                _probedAt = timeProvider.GetTimestamp();
                _probe = IsUpToDateAsync();
            }

            return _probe;
        }
    }

    private async Task<bool> IsUpToDateAsync()
    {
        await using var context = await contexts.CreateAsync(CancellationToken.None);
        return !(await context.Database.GetPendingMigrationsAsync()).Any();
    }
}
