using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Gives commands that meet on users and names, as one batch.</summary>
public sealed class MixedBatchTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task NamesPassedOnAmongUsers_AreExecutedInOrder()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var (a, b, c) = (await store.AddAsync("x"), await store.AddAsync("y"), await store.AddAsync("z"));

        // Round in a circle, by way of a name that is free.
        var outcomes = await ExecuteAsync(
            store,
            NewCommand.Update(a.UserId, "free"),
            NewCommand.Update(b.UserId, "x"),
            NewCommand.Update(c.UserId, "y"),
            NewCommand.Update(a.UserId, "z"),
            NewCommand.Update(b.UserId, "y"));

        Assert.Equal([(2, "free"), (2, "x"), (2, "y"), (3, "z")], outcomes.Take(4).Select(AsUpdated));
        Assert.Equal(new UserDuplicated(c.UserId, "y", 2), outcomes[4]);
        Assert.Equal(
            [("z", 3), ("x", 2), ("y", 2)],
            [await ReadAsync(a.UserId), await ReadAsync(b.UserId), await ReadAsync(c.UserId)]);
    }

    [Fact]
    public async Task UpdatesOfOneUser_CountUpAndLeaveTheLast()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var user = await store.AddAsync("Ada");

        var outcomes = await ExecuteAsync(
            store,
            NewCommand.Update(user.UserId, "Grace", 1),
            NewCommand.Update(user.UserId, "Joan", 1),
            NewCommand.Update(user.UserId, "ADA", 2),
            NewCommand.Update(user.UserId, "ada"));

        Assert.Equal((2, "Grace"), AsUpdated(outcomes[0]));
        Assert.Equal(new UserVersionConflict(user.UserId, 1, 2), outcomes[1]);
        Assert.Equal([(3, "ADA"), (4, "ada")], outcomes.Skip(2).Select(AsUpdated));
        Assert.All(outcomes.OfType<UserUpdated>(), updated => Assert.Equal(user.CreatedAt, updated.CreatedAt));
        Assert.Equal(("ada", 4), await ReadAsync(user.UserId));
    }

    [Fact]
    public async Task NameFreedAndTaken_ByDeleteUpdateAndCreate()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var (ada, grace) = (await store.AddAsync("Ada"), await store.AddAsync("Grace"));

        var outcomes = await ExecuteAsync(
            store,
            NewCommand.Create("ada"),
            NewCommand.Delete(ada.UserId),
            NewCommand.Create("ADA"),
            NewCommand.Update(ada.UserId, "Joan"),
            NewCommand.Delete(grace.UserId, 1),
            NewCommand.Create("Grace"),
            NewCommand.Create("grace"));

        Assert.Equal(new UserDuplicated(ada.UserId, "ada", 1), outcomes[0]);
        Assert.Equal(2, Assert.IsType<UserDeleted>(outcomes[1]).Version);
        var newAda = Assert.IsType<UserCreated>(outcomes[2]);
        Assert.Equal(new UserNotFound(ada.UserId, IsDeleted: true), outcomes[3]);
        Assert.Equal(2, Assert.IsType<UserDeleted>(outcomes[4]).Version);
        var newGrace = Assert.IsType<UserCreated>(outcomes[5]);
        Assert.Equal(new UserDuplicated(newGrace.UserId, "grace", 1), outcomes[6]);
        Assert.Equal([("ADA", 1), ("Grace", 1)], [await ReadAsync(newAda.UserId), await ReadAsync(newGrace.UserId)]);
        Assert.Equal(2, await Database.CountAsync<User>(user => user.NameKey == null && user.Version == 2));
    }

    [Fact]
    public async Task UserCreatedUpdatedAndDeleted_LeavesOneRow()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var userId = Guid.CreateVersion7();

        var outcomes = await ExecuteAsync(
            store, CreateWithId(userId, "Ada"), NewCommand.Update(userId, "Grace", 1), NewCommand.Delete(userId, 2), NewCommand.Create("Grace"));

        Assert.Equal((2, "Grace"), AsUpdated(outcomes[1]));
        var deleted = Assert.IsType<UserDeleted>(outcomes[2]);
        Assert.Equal(("Grace", 3), (deleted.Name, deleted.Version));
        Assert.IsType<UserCreated>(outcomes[3]);
        Assert.Equal(RowOf("", null, 3, deleted.DeletedAt, deleted.DeletedAt), await ReadUserAsync(userId));
    }

    [Fact]
    public async Task OnlyDeletes_ReadNoNames()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var users = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.AddAsync($"user {i}")));

        var outcomes = await ExecuteAsync(store, [.. users.Select(user => NewCommand.Delete(user.UserId))]);

        Assert.All(outcomes, outcome => Assert.IsType<UserDeleted>(outcome));
        Assert.Equal(20, await Database.CountAsync<User>(user => user.NameKey == null));
    }

    [Fact]
    public async Task CommandThatDatabaseRefuses_FailsAlone()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var users = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => store.AddAsync($"user {i}")));
        await Database.ExecuteAsync("ALTER TABLE users ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'poison%')");

        var results = await ExecuteAsOneBatchAsync(store, users.Select((user, i) => NewCommand.Update(user.UserId, i == 2 ? "poison" : $"new {i}")));

        await Assert.ThrowsAsync<InvalidCommandException>(() => results[2]);
        Assert.Equal(4, results.Count(result => result.IsCompletedSuccessfully));
        Assert.Equal(("user 2", 1), await ReadAsync(users[2].UserId));
    }

    private static (int Version, string Name) AsUpdated(object outcome) =>
        outcome is UserUpdated updated ? (updated.Version, updated.Name) : throw new ArgumentException($"{outcome} is no update.");

    private async Task<(string Name, int Version)> ReadAsync(Guid id) =>
        await ReadUserAsync(id) is var (_, name, _, version, _, _) ? (name, version) : default;

    private async Task<object[]> ExecuteAsync(StoreInstance store, params UserCommand[] commands)
    {
        var results = await Task.WhenAll(await ExecuteAsOneBatchAsync(store, commands));
        Assert.Equal(commands.Length, store.Metrics.Values("kafka_rider.inbox.batch.size")[^1]);
        return [.. results.Select(result => result.Outcome)];
    }

    private static UserCommand CreateWithId(Guid userId, string name) =>
        new(NewCommand.NewOperation() with { Fingerprint = Digest.Of(name) }, new CreateWithIdDecision(userId, name));

    // Otherwise the id is known only once the user has been created.
    private sealed class CreateWithIdDecision(Guid userId, string name) : IBatchDecision<UserSet>
    {
        public bool NeedsRows => true;

        public void Name(UserSet rows) => rows.NameKey(ValidName.Parse(name).Key);

        public object Decide(UserSet rows, DateTime now)
        {
            rows.Put(new User(userId, name, ValidName.Parse(name).Key, Version: 1, now, now));
            return new UserCreated(userId, name, 1, new DateTimeOffset(now, TimeSpan.Zero));
        }
    }
}
