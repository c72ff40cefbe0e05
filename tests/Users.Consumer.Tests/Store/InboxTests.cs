using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class InboxTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();
    private readonly Guid _messageId = Guid.NewGuid();

    [Fact]
    public async Task SameMessageAgain_GivesSameOutcome_NotAsReplay()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var first = await store.CreateAsync("Ada", _operationId, _messageId, Token);

        var second = await store.CreateAsync("Ada", _operationId, _messageId, Token);

        Assert.Equal(first, second);
        Assert.False(second.Replayed);
        Assert.IsType<UserCreated>(second.Outcome);
    }

    [Fact]
    public async Task OtherMessageOfSameOperation_GivesSameOutcome_AsReplay()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var first = await store.CreateAsync("Ada", _operationId, _messageId, Token);

        var second = await store.CreateAsync("Ada", _operationId, Guid.NewGuid(), Token);

        Assert.Equal(first.Outcome, second.Outcome);
        Assert.True(second.Replayed);
        Assert.Equal(1, store.Metrics.Sum("kafka_rider.inbox.commands", "replayed=True"));
    }

    [Fact]
    public async Task OtherContentOfSameOperation_Conflicts_AndLeavesOutcome()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var first = await store.CreateAsync("Ada", _operationId, _messageId, Token);

        var second = await store.CreateAsync("Grace", _operationId, Guid.NewGuid(), Token);

        Assert.Equal(new OperationConflicted(_operationId), second.Outcome);
        Assert.Equal(0, await CountUsersAsync("Grace"));
        Assert.Equal(first.Outcome, (await store.CreateAsync("Ada", _operationId, Guid.NewGuid(), Token)).Outcome);
    }

    [Fact]
    public async Task ContentThatDiffersOnlyInForm_Conflicts()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("Ada", _operationId, _messageId, Token);

        var second = await store.CreateAsync("ADA", _operationId, Guid.NewGuid(), Token);

        Assert.IsType<OperationConflicted>(second.Outcome);
    }

    [Fact]
    public async Task DuplicateOutcome_IsKeptToo()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("Ada", Token);
        var first = await store.CreateAsync("ada", _operationId, _messageId, Token);
        await using var context = await Database.CreateContextAsync();
        await context.Users.ExecuteDeleteAsync(Token);

        var second = await store.CreateAsync("ada", _operationId, Guid.NewGuid(), Token);

        Assert.IsType<UserDuplicated>(second.Outcome);
        Assert.Equal(first.Outcome, second.Outcome);
    }

    [Fact]
    public async Task RedeliveryToAnotherInstance_GivesStoredOutcome()
    {
        await using var crashed = await StoreInstance.StartAsync(Database);
        var first = await crashed.CreateAsync("Żółw 🐢 \"quoted\"", _operationId, _messageId, Token);
        await using var heir = await StoreInstance.StartAsync(Database);

        var second = await heir.CreateAsync("Żółw 🐢 \"quoted\"", _operationId, _messageId, Token);

        Assert.Equal(first, second);
        Assert.Equal(1, await Database.CountAsync<InboxRow>());
    }

    [Fact]
    public async Task SameOperation_ItsSenderSaysWhichCommandItIs()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var (one, other) = (new string('a', 64), new string('b', 64));
        var operation = NewCommand.For(_operationId, _messageId);
        var again = operation with { MessageId = Guid.NewGuid() };
        var first = await store.ExecuteAsync(NewCommand.Create(operation, "Ada", one), Token);

        Assert.Equal(first with { Replayed = true }, await store.ExecuteAsync(NewCommand.Create(again, "Ada", one), Token));
        Assert.IsType<OperationConflicted>((await store.ExecuteAsync(NewCommand.Create(again, "Ada", other), Token)).Outcome);
        Assert.Equal(one, first.Fingerprint.ToString());
    }

    // So while instances of the API are replaced one by one: a former one says nothing.
    [Fact]
    public async Task SameOperation_OnlyOneSenderSaysWhichCommandItIs_IsTheSame()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var operation = NewCommand.For(_operationId, _messageId);
        var again = operation with { MessageId = Guid.NewGuid() };
        var sent = NewCommand.FingerprintOf(new CreateUser("Ada")).ToString();
        var first = await store.ExecuteAsync(NewCommand.Create(operation, "Ada", sent), Token);

        Assert.Equal(first with { Replayed = true }, await store.ExecuteAsync(NewCommand.Create(again, "Ada", "not a fingerprint"), Token));
        Assert.Equal(first with { Replayed = true }, await store.ExecuteAsync(NewCommand.Create(again, "Ada"), Token));
    }

    [Fact]
    public async Task SameOperationWithinOneBatch_ExecutesOnce()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);

        var results = await ExecuteAsOneBatchAsync(
            store,
            ("Ada", _operationId, _messageId),
            ("Ada", _operationId, _messageId),
            ("Ada", _operationId, Guid.NewGuid()),
            ("Grace", _operationId, Guid.NewGuid()),
            ("ada", Guid.NewGuid(), Guid.NewGuid()));

        var created = Assert.IsType<UserCreated>((await results[0]).Outcome);
        Assert.Equal([1, 1, 5], store.Metrics.Values("kafka_rider.inbox.batch.size"));
        Assert.Equal((created, false), Shown(await results[1]));
        Assert.Equal((created, true), Shown(await results[2]));
        Assert.Equal((new OperationConflicted(_operationId), false), Shown(await results[3]));
        Assert.Equal((new UserDuplicated(created.UserId, "ada", 1), false), Shown(await results[4]));
    }

    [Fact]
    public async Task AnotherInstanceExecutesOtherContentFirst_Conflicts_AndLeavesNoUser()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("first", Token);
        await using var other = await HeldName.HoldAsync(Database, "Grace");
        await other.InsertOperationAsync(_operationId);

        // The user goes in, the operation waits.
        var command = store.CreateAsync("Ada", _operationId, _messageId, Token);
        await other.IsWaitedForAsync();
        await other.CommitAsync();

        Assert.Equal(new OperationConflicted(_operationId), (await command).Outcome);
        Assert.Equal(1, store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key"));
        await store.CreateAsync("last", Token);
        Assert.Equal(0, await CountUsersAsync("Ada"));
    }

    [Fact]
    public async Task OutcomeOfALaterVersion_FailsAloneAsUnavailable()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("Ada", _operationId, _messageId, Token);
        await using var context = await Database.CreateContextAsync();
        await context.Inbox.ExecuteUpdateAsync(row => row.SetProperty(x => x.OutcomeType, "UserWelcomed"), Token);

        var results = await ExecuteAsOneBatchAsync(
            store, ("Grace", Guid.NewGuid(), Guid.NewGuid()), ("Ada", _operationId, _messageId), ("Joan", Guid.NewGuid(), Guid.NewGuid()));

        Assert.IsType<UserCreated>((await results[0]).Outcome);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => results[1]);
        Assert.IsType<UserCreated>((await results[2]).Outcome);
    }
}
