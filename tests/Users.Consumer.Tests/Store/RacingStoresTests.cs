using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class RacingStoresTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task SameNamesOnTwoInstances_AreCreatedOnce()
    {
        var commands = Enumerable.Range(0, 500).Select(i => ($"user {i}", Guid.NewGuid())).ToArray();

        var (one, two) = await RaceAsync(commands, [.. commands.Select(command => (command.Item1, Guid.NewGuid()))]);

        var outcomes = one.Concat(two).ToArray();
        var created = outcomes.OfType<UserCreated>().ToDictionary(user => user.Name, user => user.UserId);
        Assert.Equal(commands.Select(command => command.Item1).Order(), created.Keys.Order());
        Assert.Equal(
            created.OrderBy(user => user.Key),
            outcomes.OfType<UserDuplicated>().ToDictionary(user => user.Name, user => user.UserId).OrderBy(user => user.Key));
    }

    [Fact]
    public async Task SameOperationsOnTwoInstances_AreExecutedOnce()
    {
        var commands = Enumerable.Range(0, 500).Select(i => ($"user {i}", Guid.NewGuid())).ToArray();

        var (one, two) = await RaceAsync(commands, commands);

        Assert.All(one, outcome => Assert.IsType<UserCreated>(outcome));
        Assert.Equal(one, two);
        Assert.Equal(503, await Database.CountAsync<User>());
        Assert.Equal(504, await Database.CountAsync<InboxRow>());
    }

    // A lock holds both instances until all their commands wait, so that they meet.
    private async Task<(object[] One, object[] Two)> RaceAsync((string, Guid)[] forOne, (string, Guid)[] forTwo)
    {
        (string, string)[] settings = [("Store:MaxBatchSize", "32"), .. LongLockWait];
        await using var one = await StoreInstance.StartAsync(Database, settings);
        await using var two = await StoreInstance.StartAsync(Database, settings);
        await Task.WhenAll(one.CreateAsync("first", Token), two.CreateAsync("second", Token));
        await using var gate = await HeldName.HoldAsync(Database, "gate");
        var gated = Task.WhenAll(one.CreateAsync("gate", Token), two.CreateAsync("gate", Token));
        await gate.IsWaitedForAsync(sessions: 2);

        var outcomesOfOne = Task.WhenAll(forOne.Select(x => one.CreatePersistentlyAsync(x.Item1, x.Item2)));
        var outcomesOfTwo = Task.WhenAll(forTwo.Select(x => two.CreatePersistentlyAsync(x.Item1, x.Item2)));
        await gate.CommitAsync();
        await gated;
        var outcomes = (await outcomesOfOne, await outcomesOfTwo);

        Assert.True(
            new[] { one, two }.Sum(store => store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key")) > 2,
            "The instances never met: the test shows nothing.");

        return outcomes;
    }
}
