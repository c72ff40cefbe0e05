using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class UserStoreTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task ExecuteAsync_NewName_CreatesRowThatEqualsOutcome()
    {
        await using var store = await StoreInstance.StartAsync(Database);

        var result = await store.CreateAsync("  Zoë 🦊 O'Brien\\ ", Token);

        var created = Assert.IsType<UserCreated>(result.Outcome);
        Assert.False(result.Replayed);
        Assert.Equal("  Zoë 🦊 O'Brien\\ ", created.Name);
        Assert.Equal(1, created.Version);
        Assert.Equal(7, created.UserId.Version);
        Assert.Equal(
            RowOf(created.Name, created.Name, 1, created.CreatedAt, created.CreatedAt), await ReadUserAsync(created.UserId));
    }

    [Theory]
    [InlineData("ADA LOVELACE")]
    [InlineData("  ada lovelace\u3000")]
    [InlineData("Ada\u00a0Lovelace")]
    [InlineData("\uff21da Lovelace")]
    public async Task ExecuteAsync_NameTakenInAnotherForm_IsDuplicate(string other)
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var created = (UserCreated)(await store.CreateAsync("Ada Lovelace", Token)).Outcome;

        var result = await store.CreateAsync(other, Token);

        Assert.Equal(new UserDuplicated(created.UserId, other, 1), result.Outcome);
    }

    [Fact]
    public async Task ExecuteAsync_FiftyOfOneName_CreatesOne()
    {
        await using var store = await StoreInstance.StartAsync(Database);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.CreateAsync("Grace Hopper", Token)));

        var created = Assert.Single(results.Select(result => result.Outcome).OfType<UserCreated>());
        Assert.Equal(49, results.Count(result => result.Outcome is UserDuplicated duplicated && duplicated.UserId == created.UserId));
        Assert.Equal(1, await CountUsersAsync("Grace Hopper"));
    }

    [Fact]
    public async Task ExecuteAsync_WhileTransactionRuns_GathersOneBatch()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);

        var results = await ExecuteAsOneBatchAsync(
            store, Enumerable.Range(0, 100).Select(i => ($"user {i}", Guid.NewGuid(), Guid.NewGuid())));

        Assert.All(results, result => Assert.IsType<UserCreated>(result.Result.Outcome));
        Assert.Equal([1, 1, 100], store.Metrics.Values("kafka_rider.inbox.batch.size"));
        Assert.Equal(102, store.Metrics.Sum("kafka_rider.inbox.commands", "outcome=UserCreated"));
    }

    [Fact]
    public async Task ExecuteAsync_MoreThanOneBatchHolds_ExecutesSeveral()
    {
        await using var store = await StoreInstance.StartAsync(
            Database, [.. LongLockWait, ("Store:MaxBatchSize", "40")]);

        await ExecuteAsOneBatchAsync(store, Enumerable.Range(0, 100).Select(i => ($"user {i}", Guid.NewGuid(), Guid.NewGuid())));

        Assert.Equal([1, 1, 40, 40, 20], store.Metrics.Values("kafka_rider.inbox.batch.size"));
    }

    [Fact]
    public async Task ExecuteAsync_SeveralWriters_CreatesEachNameOnce()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:Writers", "4"), ("Store:MaxBatchSize", "16"));

        var results = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => store.CreateAsync($"user {i % 100}", Token)));

        Assert.Equal(100, results.Count(result => result.Outcome is UserCreated));
        Assert.Equal(300, results.Count(result => result.Outcome is UserDuplicated));
        Assert.Equal(100, await Database.CountAsync<User>());
    }

    [Fact]
    public async Task ExecuteAsync_CancelledWhileItWaits_IsNotExecuted()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("first", Token);
        await using var held = await HeldName.HoldAsync(Database, "held");
        using var cancellation = new CancellationTokenSource();
        var executing = store.CreateAsync("held", cancellation.Token);
        await held.IsWaitedForAsync();
        var waiting = store.CreateAsync("cancelled", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await held.ReleaseAsync();
        Assert.IsType<UserCreated>((await executing).Outcome);
        await store.CreateAsync("last", Token);
        Assert.Equal(0, await CountUsersAsync("cancelled"));
    }

    [Fact]
    public async Task ExecuteAsync_QueueIsFull_WaitsForRoom()
    {
        await using var store = await StoreInstance.StartAsync(
            Database, [.. LongLockWait, ("Store:QueueCapacity", "2")]);
        await store.CreateAsync("first", Token);
        await using var held = await HeldName.HoldAsync(Database, "held");
        var executing = store.CreateAsync("held", Token);
        await held.IsWaitedForAsync();
        using var cancellation = new CancellationTokenSource();
        var queued = new[] { store.CreateAsync("queued 1", Token), store.CreateAsync("queued 2", Token) };
        var outside = store.CreateAsync("outside", Token);
        var impatient = store.CreateAsync("impatient", cancellation.Token);

        Assert.Equal(2, store.Metrics.Read("kafka_rider.inbox.queue.length"));
        await cancellation.CancelAsync();
        await held.ReleaseAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.All(await Task.WhenAll([executing, .. queued, outside]), result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.Equal(0, await CountUsersAsync("impatient"));
    }

    [Fact]
    public async Task StopAsync_CommandsWait_ExecutesThem()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("first", Token);
        await using var held = await HeldName.HoldAsync(Database, "held");
        var executing = store.CreateAsync("held", Token);
        await held.IsWaitedForAsync();
        var waiting = store.CreateAsync("waiting", Token);

        var stop = store.StopAsync(Token);
        await held.ReleaseAsync();
        await stop;

        Assert.IsType<UserCreated>((await executing).Outcome);
        Assert.IsType<UserCreated>((await waiting).Outcome);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CreateAsync("too late", Token));
    }

    [Fact]
    public async Task StopAsync_HostLosesPatience_FailsWhatIsLeftAsUnavailable()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("first", Token);
        await using var held = await HeldName.HoldAsync(Database, "held");
        var executing = store.CreateAsync("held", Token);
        await held.IsWaitedForAsync();
        var waiting = store.CreateAsync("waiting", Token);

        await store.StopAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => executing);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
    }
}
