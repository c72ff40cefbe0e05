using Users.Consumer.Inbox;
using Users.Consumer.Tests.Database;
using Users.Consumer.Tests.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Inbox;

public sealed class InboxPurgeTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task RunAsync_OldAndYoungRows_DeletesTheOldOnesInSteps()
    {
        await using var store = await StartWithOldRowsAsync(1234, ("Inbox:PurgeStepSize", "500"), ("Inbox:PurgeStepPause", "00:00:00"));

        var purged = await store.Get<InboxPurge>().RunAsync(Token);

        Assert.Equal(1234, purged);
        Assert.Equal([500, 500, 234], store.Metrics.Values("users.consumer.inbox.purged"));
        Assert.Equal("still remembered", await Database.ScalarAsync<string>(
            "SELECT GROUP_CONCAT(JSON_VALUE(outcome, '$.name')) FROM inbox"));
    }

    [Fact]
    public async Task RunAsync_CommandsAtTheSameTime_NeverMeetItsLocks()
    {
        await using var store = await StartWithOldRowsAsync(5000, ("Inbox:PurgeStepSize", "50"), ("Inbox:PurgeStepPause", "00:00:00"));

        var purge = store.Get<InboxPurge>().RunAsync(Token);
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => store.CreateAsync($"user {i}", Token)));

        Assert.All(results, result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.Equal(5000, await purge);
        Assert.Equal(0, store.Metrics.Sum("users.consumer.retries"));
    }

    [Fact]
    public async Task Service_IntervalPasses_Purges()
    {
        await using var store = await StartWithOldRowsAsync(10, ("Inbox:PurgeInterval", "00:00:01"));

        await Eventually.IsTrueAsync(
            async () => await Database.ScalarAsync<long>("SELECT COUNT(*) FROM inbox") == 1, "only the young row is left");
    }

    [Fact]
    public async Task OperationIsForgotten_CommandIsExecutedAsNew()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var operationId = Guid.NewGuid();
        var created = (UserCreated)(await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token)).Outcome;
        await Database.ExecuteAsync("UPDATE inbox SET created_at = created_at - INTERVAL 8 DAY");

        await store.Get<InboxPurge>().RunAsync(Token);

        var again = await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token);
        Assert.Equal(new UserDuplicated(created.UserId, "Ada"), again.Outcome);
    }

    private async Task<StoreInstance> StartWithOldRowsAsync(int count, params (string Key, string Value)[] settings)
    {
        var store = await StoreInstance.StartAsync(Database, settings);
        await store.CreateAsync("still remembered", Token);
        var rows = Enumerable.Range(0, count).Select(_ =>
            $"(x'{Guid.NewGuid():N}', x'{Guid.NewGuid():N}', REPEAT('f', 32), 'UserCreated', '{{}}', UTC_TIMESTAMP(6) - INTERVAL 169 HOUR)");
        await Database.ExecuteAsync($"INSERT INTO inbox VALUES {string.Join(',', rows)}");

        return store;
    }
}
