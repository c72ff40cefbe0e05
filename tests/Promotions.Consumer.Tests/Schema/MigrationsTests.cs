using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Promotions.Consumer.Tests.Support;

namespace Promotions.Consumer.Tests.Schema;

public sealed class MigrationsTests(SharedServer server) : PromotionsTest(server.ConnectionString)
{
    [Fact]
    public async Task Migrations_MakeWhatTheModelSays()
    {
        await CreateAsync();
        await using var db = await ContextAsync();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Equal(["20261127224000_PromoCodes", "20261128010000_ReleasedRedemptions"], await db.Database.GetAppliedMigrationsAsync(Token));
        Assert.Equal(
            ["inbox.PRIMARY created_at,operation_id,step", "inbox.ux_inbox_operation_step operation_id,step", "promo_codes.PRIMARY code", "redemptions.PRIMARY code,redemption_id"],
            await Database.QueryAsync(
                """
                SELECT CONCAT(table_name, '.', index_name, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index))
                FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name IN ('promo_codes', 'redemptions', 'inbox') AND non_unique = 0
                GROUP BY table_name, index_name ORDER BY 1
                """));
    }

    [Fact]
    public async Task Health_ProbesWhatCommandsWrite_AndLeavesNothing()
    {
        await CreateAsync();
        await using var provider = Services(Database.ConnectionString).AddSingleton(TimeProvider.System).BuildServiceProvider(validateScopes: true);
        var hosted = provider.GetServices<IHostedService>().ToList();

        foreach (var service in hosted)
        {
            await service.StartAsync(Token);
        }

        var health = provider.GetRequiredService<HealthCheckService>();
        await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Token)).Status == HealthStatus.Healthy, "the database is ready");
        await using (var db = await ContextAsync())
        {
            Assert.Equal([Code], await db.PromoCodes.Select(promo => promo.Code).ToListAsync(Token));
        }

        await Database.ExecuteAsync("DROP TABLE promo_codes");
        await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Token)).Status == HealthStatus.Unhealthy, "what is missing is noticed");

        foreach (var service in hosted)
        {
            await service.StopAsync(Token);
        }
    }
}
