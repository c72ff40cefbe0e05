using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Users.Registrations.Tests.Schema;

public sealed class MigrationsTests(SharedServer server) : IAsyncDisposable
{
    private readonly TestDatabase _database = new(server.ConnectionString);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_MakeWhatTheModelSays_AndHealthProbesIt()
    {
        await using var provider = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper)))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                new Dictionary<string, string?> { ["ConnectionStrings:Registrations"] = _database.ConnectionString }).Build())
            .AddRegistrationsInbox()
            .BuildServiceProvider(validateScopes: true);
        var hosted = provider.GetServices<IHostedService>().ToList();

        foreach (var service in hosted)
        {
            await service.StartAsync(Token);
        }

        var health = provider.GetRequiredService<HealthCheckService>();
        await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Token)).Status == HealthStatus.Healthy, "the database is ready");

        await using (var db = await provider.GetRequiredService<IDbContextFactory<RegistrationsDbContext>>().CreateDbContextAsync(Token))
        {
            Assert.False(db.Database.HasPendingModelChanges());
            Assert.Equal(["20261127230000_RegistrationsAndMails"], await db.Database.GetAppliedMigrationsAsync(Token));
            Assert.Empty(await db.Mails.ToListAsync(Token));
        }

        Assert.Equal(
            [
                "inbox.PRIMARY created_at,operation_id,step", "inbox.ux_inbox_operation_step operation_id,step", "mails.PRIMARY operation_id",
                "saga.PRIMARY id,type", "saga.ix_saga_ended ended_at", "saga.ix_saga_state type,state,updated_at",
                "saga_timer.PRIMARY id", "saga_timer.ix_saga_timer_due due_at",
            ],
            (await _database.QueryAsync(
                """
                SELECT CONCAT(table_name, '.', index_name, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index))
                FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name IN ('saga', 'saga_timer', 'mails', 'inbox')
                GROUP BY table_name, index_name
                """)).Order(StringComparer.Ordinal));

        await _database.ExecuteAsync("DROP TABLE mails");
        await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Token)).Status == HealthStatus.Unhealthy, "what is missing is noticed");

        foreach (var service in hosted)
        {
            await service.StopAsync(Token);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
