using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Execution;

public sealed class BatchTests(SharedServer server) : ShopTest(server.ConnectionString)
{
    [Fact]
    public async Task Execute_WhatWaits_IsOneTransaction()
    {
        await using var shop = await StartAsync(LongLockWait);
        await shop.PlaceAsync("first, so that the tables are there");

        var results = await ExecuteAsOneBatchAsync(shop, Enumerable.Range(0, 20).Select(_ => (Func<ShopContext, Task<object>>)(db => db.CountAsync())));

        Assert.Equal(Enumerable.Range(1, 20), results.Select(result => ((Counted)result.Result.Outcome).Value));
        Assert.Equal([1, 1, 20], shop.Metrics.Values("kafka_rider.inbox.batch.size"));
    }

    [Fact]
    public async Task Execute_PoisonOfEveryKind_FailsAlone()
    {
        await using var shop = await StartAsync(LongLockWait);
        await shop.PlaceAsync("taken");
        Func<ShopContext, Task<object>>[] poison =
        [
            _ => throw new FormatException("a bug"),
            _ => throw new InvalidCommandException("never"),
            db => db.PlaceAsync("refused by a check", quantity: -1),
            db => db.PlaceAsync(new string('x', 65)),
            async db =>
            {
                // It never looks, so it never learns.
                db.Orders.Add(new("taken", 1));
                return await Task.FromResult(new OrderPlaced("taken", 1));
            },
            async db =>
            {
                await db.PlaceAsync("not to be left behind");
                await db.SaveChangesAsync();
                throw new FormatException("after a change");
            },
            async db =>
            {
                await db.Database.ExecuteSqlRawAsync("no statement at all");
                return new Counted(0);
            },
            _ => Task.FromResult<object>(new PlaceOrder("no outcome", 1)),
        ];

        var results = await ExecuteAsOneBatchAsync(
            shop, poison.SelectMany((bad, i) => new[] { bad, db => db.PlaceAsync($"good {i}") }));

        Type[] failures =
        [
            typeof(FormatException), typeof(InvalidCommandException), typeof(InvalidCommandException), typeof(InvalidCommandException),
            typeof(InvalidCommandException), typeof(FormatException), typeof(StoreUnavailableException), typeof(InvalidOperationException),
        ];
        Assert.Equal(failures, results.Where((_, i) => i % 2 == 0).Select(result => result.Exception?.InnerException?.GetType()));
        Assert.All(results.Where((_, i) => i % 2 == 1), result => Assert.IsType<OrderPlaced>(result.Result.Outcome));
        Assert.Equal(
            poison.Select((_, i) => $"good {i}").Append("busy").Append("taken").Order(),
            await shop.ReadAsync(db => db.Orders.Select(order => order.Number).Order().ToListAsync(Token)));
        Assert.Equal(16, shop.Metrics.Values("kafka_rider.inbox.batch.size")[^1]);
    }

    [Fact]
    public async Task Execute_ADecisionThatDoesNotEnd_FailsAlone()
    {
        await using var shop = await StartAsync(("Store:CommandTimeout", "00:00:02"));
        await shop.PlaceAsync("first, so that the tables are there");
        var never = new TaskCompletionSource<object>();

        var results = await ExecuteAsOneBatchAsync(shop, [db => db.PlaceAsync("before"), _ => never.Task, db => db.PlaceAsync("after")]);

        Assert.IsType<OrderPlaced>((await results[0]).Outcome);
        Assert.Contains("Store:CommandTimeout", (await Assert.ThrowsAsync<StoreUnavailableException>(() => results[1])).Message, StringComparison.Ordinal);
        Assert.IsType<OrderPlaced>((await results[2]).Outcome);
        never.SetException(new FormatException("too late"));
    }

    [Fact]
    public async Task Execute_DecisionsOfBothKindsAtOnce_AreAllExecuted()
    {
        await using var shop = await StartAsync(LongLockWait);
        await shop.PlaceAsync("first, so that the tables are there");
        Task<CommandResult>[] inBatch = [];
        var placing = await ExecuteAsOneBatchAsync(
            shop,
            Enumerable.Range(0, 10).Select(i => (Func<ShopContext, Task<object>>)(db => db.PlaceAsync($"A-{i}"))),
            () => inBatch = [.. Enumerable.Range(5, 10).Select(i => shop.Inbox.ExecuteAsync(ShopInstance.NewOperation(), new PlaceInBatch($"A-{i}", Quantity: 2), Token))]);

        var results = await Task.WhenAll([.. placing, .. inBatch]);

        Assert.Equal(15, results.Count(result => result.Outcome is OrderPlaced));
        Assert.Equal(5, results.Count(result => result.Outcome is OrderNumberTaken));
        Assert.Equal([1, 1, 10, 10], shop.Metrics.Values("kafka_rider.inbox.batch.size"));
        Assert.Equal(17, await shop.ReadAsync(db => db.Orders.CountAsync(Token)));
    }
}
