using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class DeleteUserTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task ExecuteAsync_User_LeavesRowWithoutKey(int? expectedVersion)
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        var deleted = Assert.IsType<UserDeleted>(await store.DeleteAsync(user.UserId, expectedVersion));

        Assert.Equal(new UserDeleted(user.UserId, "Ada", 2, deleted.DeletedAt), deleted);
        Assert.True(deleted.DeletedAt > user.CreatedAt);
        Assert.Equal(RowOf("", null, 2, user.CreatedAt, deleted.DeletedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_Name_CanBeUsedAgain()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var (ada, grace) = (await store.AddAsync("Ada"), await store.AddAsync("Grace"));

        for (var i = 0; i < 2; i++)
        {
            await store.DeleteAsync(ada.UserId);
            ada = await store.AddAsync(" ADA ");
            Assert.Equal(1, ada.Version);
        }

        await store.DeleteAsync(ada.UserId);
        Assert.IsType<UserUpdated>(await store.UpdateAsync(grace.UserId, "Ada"));
        Assert.Equal(3, await Database.CountAsync<User>(user => user.NameKey == null && user.Version == 2));
    }

    [Fact]
    public async Task ExecuteAsync_DeletedUser_IsNotFoundByAnyCommand()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        var deleted = (UserDeleted)await store.DeleteAsync(user.UserId);

        Assert.Equal(new UserNotFound(user.UserId, IsDeleted: true), await store.DeleteAsync(user.UserId, expectedVersion: 2));
        Assert.Equal(new UserNotFound(user.UserId, IsDeleted: true), await store.UpdateAsync(user.UserId, "Ada"));
        Assert.Equal(RowOf("", null, 2, user.CreatedAt, deleted.DeletedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_OtherVersion_IsConflictAndChangesNothing()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        Assert.Equal(new UserVersionConflict(user.UserId, 2, 1), await store.DeleteAsync(user.UserId, expectedVersion: 2));

        Assert.Equal(RowOf("Ada", "ada", 1, user.CreatedAt, user.CreatedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_UnknownUser_IsNotFound()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var unknown = Guid.NewGuid();

        Assert.Equal(new UserNotFound(unknown), await store.DeleteAsync(unknown));
    }

    [Fact]
    public async Task ExecuteAsync_SameOperation_IsExecutedOnce_AndOtherContentConflicts()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        var operation = NewCommand.NewOperation();
        var again = operation with { MessageId = Guid.NewGuid() };
        var first = await store.ExecuteAsync(NewCommand.Delete(operation, user.UserId), Token);

        Assert.IsType<UserDeleted>(first.Outcome);
        Assert.Equal(first, await store.ExecuteAsync(NewCommand.Delete(operation, user.UserId), Token));
        Assert.Equal(first with { Replayed = true }, await store.ExecuteAsync(NewCommand.Delete(again, user.UserId), Token));
        Assert.Equal(
            new OperationConflicted(operation.Id), (await store.ExecuteAsync(NewCommand.Delete(again, user.UserId, 1), Token)).Outcome);
        Assert.Equal(
            new OperationConflicted(operation.Id), (await store.ExecuteAsync(NewCommand.Delete(again, Guid.NewGuid()), Token)).Outcome);
    }
}
