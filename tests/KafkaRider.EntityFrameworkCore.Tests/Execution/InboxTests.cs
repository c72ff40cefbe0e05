using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Execution;

public sealed class InboxTests(SharedServer server) : ShopTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();

    [Fact]
    public async Task Execute_SameOperationAgain_GivesTheSameOutcome_OnAnyInstance()
    {
        await using var shop = await StartAsync();
        await using var other = await StartAsync();
        var first = await shop.PlaceAsync("A-1", _operationId);

        var second = await shop.PlaceAsync("A-1", _operationId);
        var third = await other.PlaceAsync("A-1", _operationId);

        Assert.Equal(new CommandResult(new OrderPlaced("A-1", 1), first.Fingerprint, Replayed: false), first);
        Assert.Equal(first with { Replayed = true }, second);
        Assert.Equal(second, third);
        Assert.Equal(1, await shop.ReadAsync(db => db.Inbox.CountAsync(Token)));
    }

    [Fact]
    public async Task Execute_OtherFingerprint_IsAConflict_AndChangesNothing()
    {
        await using var shop = await StartAsync();
        await shop.PlaceAsync("A-1", _operationId);

        var second = await shop.PlaceAsync("B-1", _operationId);

        Assert.Equal(new OperationConflict(_operationId), second.Outcome);
        Assert.Equal(["A-1"], await shop.ReadAsync(db => db.Orders.Select(order => order.Number).ToListAsync(Token)));
    }

    [Fact]
    public async Task Execute_StepsOfOneOperation_AreEachExecutedOnce()
    {
        await using var shop = await StartAsync();
        var outcomes = new List<object>();

        for (var round = 0; round < 2; round++)
        {
            for (var step = 1; step <= 3; step++)
            {
                var operation = ShopInstance.OperationOf(_operationId) with { Step = step };
                outcomes.Add((await shop.Inbox.ExecuteAsync(operation, db => db.CountAsync(), Token)).Outcome);
            }
        }

        Assert.Equal([new Counted(1), new Counted(2), new Counted(3), new Counted(1), new Counted(2), new Counted(3)], outcomes);
    }

    [Fact]
    public async Task Execute_AnotherSessionInsertsTheUniqueKeyFirst_IsDecidedAgain()
    {
        await using var shop = await StartAsync(LongLockWait);
        await shop.PlaceAsync("first, so that the tables are there");
        await using var other = await HeldOrder.HoldAsync(Database, "A-1");

        var placing = shop.PlaceAsync("A-1");
        await Database.IsWaitedForAsync();
        await other.CommitAsync();

        Assert.Equal(new OrderNumberTaken("A-1"), (await placing).Outcome);
        Assert.Equal(7, await shop.ReadAsync(db => db.Orders.Where(order => order.Number == "A-1").Select(order => order.Quantity).SingleAsync(Token)));
    }

    [Fact]
    public async Task Execute_AnotherSessionChangesTheRowFirst_IsDecidedAgain()
    {
        await using var shop = await StartAsync(LongLockWait);
        await shop.PlaceAsync("first, so that the tables are there");
        await using var other = await HeldOrder.HoldAsync(Database, "any");
        await other.ExecuteAsync("UPDATE counters SET Value = 41");

        var counting = shop.Inbox.ExecuteAsync(ShopInstance.NewOperation(), db => db.CountAsync(), Token);
        await Database.IsWaitedForAsync();
        await other.CommitAsync();

        Assert.Equal(new Counted(42), (await counting).Outcome);
    }

    [Fact]
    public async Task Execute_SameOrdersOnTwoInstances_ArePlacedOnce()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var numbers = Enumerable.Range(0, 100).Select(i => $"A-{i}").ToArray();

        var outcomes = await Task.WhenAll(numbers.SelectMany(number =>
            new[] { one.PlacePersistentlyAsync(number, Guid.NewGuid()), two.PlacePersistentlyAsync(number, Guid.NewGuid()) }));

        Assert.Equal(numbers.Order(), outcomes.OfType<OrderPlaced>().Select(placed => placed.Number).Order());
        Assert.Equal(numbers.Order(), outcomes.OfType<OrderNumberTaken>().Select(taken => taken.Number).Order());
    }

    [Fact]
    public async Task Execute_OlderThanTheInboxRemembers_IsNotExecutedAsNew_ButAnsweredIfKnown()
    {
        await using var shop = await StartAsync();
        var old = ShopInstance.OperationOf(_operationId, "A-1") with { SentAt = DateTimeOffset.UtcNow.AddDays(-8) };

        await Assert.ThrowsAsync<InvalidCommandException>(() => shop.Inbox.ExecuteAsync(old, db => db.PlaceAsync("A-1"), Token));
        Assert.Equal(0, await shop.ReadAsync(db => db.Orders.CountAsync(Token)));

        var first = await shop.PlaceAsync("A-1", _operationId);
        Assert.Equal(first with { Replayed = true }, await shop.Inbox.ExecuteAsync(old, db => db.PlaceAsync("A-1"), Token));
    }

    [Fact]
    public async Task Execute_OutcomeThatIsNotRegistered_SaysHowToRegisterIt()
    {
        await using var shop = await StartAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => shop.Inbox.ExecuteAsync(ShopInstance.NewOperation(), _ => Task.FromResult<object>(new PlaceOrder("A-1", 1)), Token));

        Assert.Contains("Fact<PlaceOrder>(topic, key) or Rejection<PlaceOrder>(topic)", exception.Message, StringComparison.Ordinal);
    }
}
