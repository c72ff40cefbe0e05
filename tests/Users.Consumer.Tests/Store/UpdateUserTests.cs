using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class UpdateUserTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task ExecuteAsync_FreeName_ChangesRowAsOutcomeSays(int? expectedVersion)
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        var updated = Assert.IsType<UserUpdated>(await store.UpdateAsync(user.UserId, "  Zoë 🦊 O'Brien\\ ", expectedVersion));

        Assert.Equal(new UserUpdated(user.UserId, "  Zoë 🦊 O'Brien\\ ", 2, user.CreatedAt, updated.UpdatedAt), updated);
        Assert.True(updated.UpdatedAt > user.CreatedAt);
        Assert.Equal(
            RowOf("  Zoë 🦊 O'Brien\\ ", "zoë 🦊 o'brien\\", 2, user.CreatedAt, updated.UpdatedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_AgainAndAgain_CountsVersionsAndKeepsCreation()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        for (var version = 2; version < 6; version++)
        {
            var updated = Assert.IsType<UserUpdated>(await store.UpdateAsync(user.UserId, $"Ada {version}", version - 1));
            Assert.Equal((version, user.CreatedAt), (updated.Version, updated.CreatedAt));
        }
    }

    [Fact]
    public async Task ExecuteAsync_OldName_IsFree()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        await store.UpdateAsync(user.UserId, "Grace");

        Assert.NotEqual(user.UserId, (await store.AddAsync("Ada")).UserId);
        Assert.Equal(new UserDuplicated(user.UserId, "grace", 2), (await store.CreateAsync("grace", Token)).Outcome);
    }

    [Theory]
    [InlineData("Ada")]
    [InlineData(" ADA ")]
    public async Task ExecuteAsync_OwnNameInAnyForm_IsAnUpdate(string name)
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        var updated = Assert.IsType<UserUpdated>(await store.UpdateAsync(user.UserId, name));

        Assert.Equal((name, 2), (updated.Name, updated.Version));
        Assert.Equal(RowOf(name, "ada", 2, user.CreatedAt, updated.UpdatedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_NameOfAnotherUser_IsDuplicateAndChangesNothing()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var (ada, grace) = (await store.AddAsync("Ada"), await store.AddAsync("Grace"));

        Assert.Equal(new UserDuplicated(grace.UserId, "GRACE", 1), await store.UpdateAsync(ada.UserId, "GRACE", expectedVersion: 1));

        Assert.Equal(RowOf("Ada", "ada", 1, ada.CreatedAt, ada.CreatedAt), await ReadUserAsync(ada.UserId));
        Assert.Equal(RowOf("Grace", "grace", 1, grace.CreatedAt, grace.CreatedAt), await ReadUserAsync(grace.UserId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ExecuteAsync_OtherVersion_IsConflictAndChangesNothing(int expectedVersion)
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        var updated = (UserUpdated)await store.UpdateAsync(user.UserId, "Grace");

        Assert.Equal(new UserVersionConflict(user.UserId, expectedVersion, 2), await store.UpdateAsync(user.UserId, "Joan", expectedVersion));

        Assert.Equal(RowOf("Grace", "grace", 2, user.CreatedAt, updated.UpdatedAt), await ReadUserAsync(user.UserId));
    }

    [Fact]
    public async Task ExecuteAsync_OneOfSeveralVersions_ChangesTheUser()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");

        var outcome = (await store.ExecuteAsync(NewCommand.Update(user.UserId, "Grace", 7, 1), Token)).Outcome;
        var conflict = (await store.ExecuteAsync(NewCommand.Update(user.UserId, "Joan", 7, 1), Token)).Outcome;

        Assert.Equal(2, Assert.IsType<UserUpdated>(outcome).Version);
        Assert.Equal(new UserVersionConflict(user.UserId, 7, 2), conflict);
    }

    [Fact]
    public async Task ExecuteAsync_NameOfAChangedUser_TellsItsVersion()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        await store.UpdateAsync(user.UserId, "Grace");

        Assert.Equal(new UserDuplicated(user.UserId, "grace", 2), (await store.CreateAsync("grace", Token)).Outcome);
    }

    [Fact]
    public async Task ExecuteAsync_UnknownUser_IsNotFound()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.AddAsync("Ada");
        var unknown = Guid.NewGuid();

        Assert.Equal(new UserNotFound(unknown), await store.UpdateAsync(unknown, "Ada", expectedVersion: 1));
        Assert.Equal(0, await CountUsersAsync("Grace"));
    }

    [Fact]
    public async Task ExecuteAsync_SameOperation_IsExecutedOnce_AndOtherContentConflicts()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var user = await store.AddAsync("Ada");
        var operation = NewCommand.NewOperation();
        var again = operation with { MessageId = Guid.NewGuid() };
        var first = await store.ExecuteAsync(NewCommand.Update(operation, user.UserId, "Grace", 1), Token);

        var redelivered = await store.ExecuteAsync(NewCommand.Update(operation, user.UserId, "Grace", 1), Token);
        var replayed = await store.ExecuteAsync(NewCommand.Update(again, user.UserId, "Grace", 1), Token);

        Assert.Equal(first, redelivered);
        Assert.Equal(first with { Replayed = true }, replayed);
        UserCommand[] others =
        [
            NewCommand.Update(again, Guid.NewGuid(), "Grace", 1),
            NewCommand.Update(again, user.UserId, "grace", 1),
            NewCommand.Update(again, user.UserId, "Grace", 2),
            NewCommand.Update(again, user.UserId, "Grace"),
            NewCommand.Delete(again, user.UserId, 1),
            NewCommand.Create(again, "Grace"),
        ];
        foreach (var other in others)
        {
            Assert.Equal(new OperationConflicted(operation.Id), (await store.ExecuteAsync(other, Token)).Outcome);
        }

        Assert.Equal(2, (await ReadUserAsync(user.UserId)).Version);
    }
}
