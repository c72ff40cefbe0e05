using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.Consumer.Database;
using Users.Consumer.Schema;

namespace Users.Consumer.Health;

/// <summary>Asks the database for the version of its schema. However many ask for health, the database is asked once a second at most.</summary>
internal sealed class DatabaseHealthCheck(UsersDatabase database, SchemaState schema, TimeProvider timeProvider) : IHealthCheck
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<int>? _probe;
    private long _probedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!schema.WhenInPlace.IsCompleted)
        {
            return HealthCheckResult.Unhealthy("The database schema is not in place yet.");
        }

        try
        {
            var version = await ProbeAsync().WaitAsync(Patience, timeProvider, cancellationToken);
            var needed = SchemaScript.All[^1].Version;

            return version >= needed
                ? HealthCheckResult.Healthy($"The schema is at version {version}.")
                : HealthCheckResult.Unhealthy($"The schema is at version {version}; {needed} is needed.");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Why, is in the log of whoever has work for the database.
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }

    private Task<int> ProbeAsync()
    {
        lock (_lock)
        {
            // A probe that hangs is waited for, and no other one is sent after it.
            if (_probe is null || (_probe.IsCompleted && timeProvider.GetElapsedTime(_probedAt) >= Validity))
            {
                _probedAt = timeProvider.GetTimestamp();
                _probe = ReadVersionAsync();
            }

            return _probe;
        }
    }

    private async Task<int> ReadVersionAsync()
    {
        await using var session = await database.OpenAsync(CancellationToken.None);
        return await SchemaUpgrade.ReadVersionAsync(session, CancellationToken.None);
    }
}
