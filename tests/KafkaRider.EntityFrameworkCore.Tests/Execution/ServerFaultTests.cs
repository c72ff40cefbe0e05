using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Execution;

public sealed class ServerFaultTests(PrivateServer server) : IClassFixture<PrivateServer>, IAsyncLifetime
{
    private readonly TestDatabase _database = new(server.Server.ConnectionString);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Execute_ConnectionIsKilledWithinTheTransaction_IsExecutedOnce()
    {
        await using var shop = await ShopInstance.StartAsync(_database.ConnectionString, ("Store:LockWaitTimeout", "00:00:40"), ("Store:CommandTimeout", "00:01:00"));
        await shop.PlaceAsync("first, so that the tables are there");
        await using var held = await HeldOrder.HoldAsync(_database, "A-1");
        var decisions = 0;
        var operation = ShopInstance.NewOperation("both");

        // The counter has changed, the order waits.
        var executing = shop.Inbox.ExecuteAsync(
            operation,
            async db =>
            {
                decisions++;
                await db.CountAsync();
                await db.SaveChangesAsync();
                return await db.PlaceAsync("A-1");
            },
            TestContext.Current.CancellationToken);
        await _database.IsWaitedForAsync();
        var waiting = await _database.QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND command <> 'Sleep' AND info LIKE '%INSERT INTO `orders`%' AND id <> CONNECTION_ID()");
        await server.Server.ExecuteAsync($"KILL {waiting.Single()}");
        await held.RollbackAsync();

        Assert.Equal(new OrderPlaced("A-1", 1), (await executing).Outcome);
        Assert.Equal(2, decisions);
        Assert.Equal(1, await shop.ReadAsync(db => db.Counters.Select(counter => counter.Value).SingleAsync()));
    }

    [Fact]
    public async Task Execute_ServerIsKilledAndComesBack_IsExecutedOnce()
    {
        await using var shop = await ShopInstance.StartAsync(_database.ConnectionString);
        await shop.PlaceAsync("A-1");
        await server.Server.KillAsync();
        var operationId = Guid.NewGuid();

        var placing = shop.PlacePersistentlyAsync("A-2", operationId);
        await Eventually.IsTrueAsync(async () => await shop.FindObstacleAsync() is not null, "health tells");
        await server.Server.StartAsync();

        Assert.Equal(new OrderPlaced("A-2", 1), await placing);
        Assert.Equal(new OrderPlaced("A-2", 1), (await shop.PlaceAsync("A-2", operationId)).Outcome);
        await Eventually.IsTrueAsync(async () => await shop.FindObstacleAsync() is null, "health is well again");
    }

    [Fact]
    public async Task Execute_ServerBecomesReadOnlyAndComesBack_WaitsAndIsExecuted()
    {
        await using var shop = await ShopInstance.StartAsync(_database.ConnectionString);
        await shop.PlaceAsync("A-1");
        await using var user = await _database.CreateUserAsync("ALL");
        await using var bound = await ShopInstance.StartAsync(user.ConnectionString);
        await bound.PlaceAsync("A-2");
        await server.Server.ExecuteAsync("SET GLOBAL read_only = 1");

        var placing = bound.PlacePersistentlyAsync("A-3", Guid.NewGuid());
        await Eventually.IsTrueAsync(
            async () => (await bound.FindObstacleAsync())?.Contains("read-only", StringComparison.Ordinal) is true, "health tells the reason");
        Assert.False(placing.IsCompleted);
        await server.Server.ExecuteAsync("SET GLOBAL read_only = 0");

        Assert.Equal(new OrderPlaced("A-3", 1), await placing);
        await Eventually.IsTrueAsync(async () => await bound.FindObstacleAsync() is null, "health is well again");
    }
}
