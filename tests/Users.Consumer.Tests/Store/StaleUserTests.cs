using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Lets another session change a user after the store has read it and before it writes.</summary>
public sealed class StaleUserTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task Update_WithoutExpectedVersion_IsMadeAgainOnWhatTheUserIsByThen()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var user = await store.AddAsync("Ada");

        var outcome = await ExecuteOnStaleUserAsync(store, NewCommand.Update(user.UserId, "Joan"), user.UserId);

        Assert.Equal((3, "Joan"), outcome is UserUpdated updated ? (updated.Version, updated.Name) : default);
        Assert.Equal(("Joan", 3), await ReadUserAsync(user.UserId) is var found ? (found.Name, found.Version) : default);
        Assert.IsType<UserCreated>((await store.CreateAsync("Grace", Token)).Outcome);
    }

    [Fact]
    public async Task Update_WithExpectedVersion_Conflicts()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var user = await store.AddAsync("Ada");

        var outcome = await ExecuteOnStaleUserAsync(store, NewCommand.Update(user.UserId, "Joan", 1), user.UserId);

        Assert.Equal(new UserVersionConflict(user.UserId, 1, 2), outcome);
        Assert.Equal(("Grace", 2), await ReadUserAsync(user.UserId) is var found ? (found.Name, found.Version) : default);
    }

    [Fact]
    public async Task Delete_WithExpectedVersion_Conflicts()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var user = await store.AddAsync("Ada");

        var outcome = await ExecuteOnStaleUserAsync(store, NewCommand.Delete(user.UserId, 1), user.UserId);

        Assert.Equal(new UserVersionConflict(user.UserId, 1, 2), outcome);
    }

    [Fact]
    public async Task Update_ToANameThatIsTakenMeanwhile_IsDuplicate()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var user = await store.AddAsync("Ada");
        await using var other = await HeldName.HoldAsync(Database, "Grace");

        var update = store.UpdateAsync(user.UserId, "Grace");
        await other.IsWaitedForAsync();
        await other.CommitAsync();

        Assert.IsType<UserDuplicated>(await update);
        Assert.Equal(1, store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key"));
        Assert.Equal(RowOf("Ada", "ada", 1, user.CreatedAt, user.CreatedAt), await ReadUserAsync(user.UserId));
    }

    private async Task<object> ExecuteOnStaleUserAsync(StoreInstance store, UserCommand command, Guid userId)
    {
        await using var other = await HeldName.HoldAsync(Database, "held");
        await other.RenameAsync(userId, "Grace");

        var executing = store.ExecuteAsync(command, Token);
        await other.IsWaitedForAsync();
        await other.CommitAsync();
        var outcome = (await executing).Outcome;

        Assert.Equal(1, store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key"));
        return outcome;
    }
}
