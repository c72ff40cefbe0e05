using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class BatchIsolationTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task CommandThatDatabaseRefuses_FailsAlone()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("before", Token);
        await Database.ExecuteAsync("ALTER TABLE users ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'poison%')");

        var results = await ExecuteAsOneBatchAsync(
            store,
            Enumerable.Range(0, 50).Select(i => (i is 7 or 8 or 49 ? $"poison {i}" : $"user {i}", Guid.NewGuid(), Guid.NewGuid())));

        for (var i = 0; i < results.Length; i++)
        {
            if (i is 7 or 8 or 49)
            {
                await Assert.ThrowsAsync<InvalidCommandException>(() => results[i]);
            }
            else
            {
                Assert.IsType<UserCreated>((await results[i]).Outcome);
            }
        }

        Assert.Equal(50, await Database.CountAsync<InboxRow>());
    }

    [Fact]
    public async Task CommandThatWaitsForALock_FailsAlone_AndSucceedsLater()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:LockWaitTimeout", "00:00:01"), ("Store:MaxAttempts", "1"));
        await store.CreateAsync("before", Token);
        await using var held = await HeldName.HoldAsync(Database, "locked for long");

        var results = await ExecuteAsOneBatchAsync(
            store,
            Enumerable.Range(0, 8).Select(i => (i == 3 ? "locked for long" : $"user {i}", Guid.NewGuid(), Guid.NewGuid())));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => results[3]);
        Assert.Equal(7, results.Count(result => result.IsCompletedSuccessfully));
        await held.CommitAsync();
        Assert.IsType<UserDuplicated>((await store.CreateAsync("locked for long", Token)).Outcome);
    }

    [Fact]
    public async Task Deadlock_IsRetried()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("before", Token);
        var (early, late) = ValidName.Parse("a").Key.CompareTo(ValidName.Parse("b").Key) < 0 ? ("a", "b") : ("b", "a");

        // The other session has changed more rows, so InnoDB makes the store its victim.
        await using var other = await HeldName.HoldAsync(Database, late);
        foreach (var i in Enumerable.Range(0, 20))
        {
            await other.InsertAsync($"weight {i}");
        }

        // The lock on the gate lets both names become one batch.
        await using var gate = await HeldName.HoldAsync(Database, "gate");
        var first = store.CreateAsync("gate", Token);
        await gate.IsWaitedForAsync();
        var results = Task.WhenAll(store.CreateAsync(early, Token), store.CreateAsync(late, Token));
        await gate.ReleaseAsync();
        await first;
        await other.IsWaitedForAsync();
        await other.InsertAsync(early);
        await other.ReleaseAsync();

        Assert.All(await results, result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.True(store.Metrics.Sum("kafka_rider.inbox.retries", "reason=lock_conflict") > 0);
    }
}
