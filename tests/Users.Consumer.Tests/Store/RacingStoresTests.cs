using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class RacingStoresTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task SameNamesOnTwoInstances_AreCreatedOnce()
    {
        await using var one = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "32"));
        await using var two = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "32"));
        var names = Enumerable.Range(0, 500).Select(i => $"user {i}").ToArray();

        var results = await Task.WhenAll(
            names.Select(name => one.CreatePersistentlyAsync(name, Guid.NewGuid()))
                .Concat(names.Reverse().Select(name => two.CreatePersistentlyAsync(name, Guid.NewGuid()))));

        var created = results.OfType<UserCreated>().ToDictionary(user => user.Name, user => user.UserId);
        Assert.Equal(names.Order(), created.Keys.Order());
        Assert.Equal(
            created.OrderBy(user => user.Key),
            results.OfType<UserDuplicated>().ToDictionary(user => user.Name, user => user.UserId).OrderBy(user => user.Key));
        Assert.True(Retries(one) + Retries(two) > 0, "The instances never met: the test shows nothing.");
    }

    [Fact]
    public async Task SameOperationsOnTwoInstances_AreExecutedOnce()
    {
        await using var one = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "32"));
        await using var two = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "32"));
        var operations = Enumerable.Range(0, 500).Select(i => (Name: $"user {i}", Id: Guid.NewGuid())).ToArray();

        var results = await Task.WhenAll(
            operations.Select(operation => one.CreatePersistentlyAsync(operation.Name, operation.Id))
                .Concat(operations.Select(operation => two.CreatePersistentlyAsync(operation.Name, operation.Id))));

        Assert.All(results, outcome => Assert.IsType<UserCreated>(outcome));
        Assert.Equal(results[..500], results[500..]);
        Assert.Equal(500, await Database.ScalarAsync<long>("SELECT COUNT(*) FROM users"));
        Assert.Equal(500, await Database.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"));
        Assert.True(Retries(one) + Retries(two) > 0, "The instances never met: the test shows nothing.");
    }

    private static long Retries(StoreInstance store) => store.Metrics.Sum("users.consumer.retries");
}
