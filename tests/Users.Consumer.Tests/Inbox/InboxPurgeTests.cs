using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Tests.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Inbox;

public sealed class InboxPurgeTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    // Of the fastest load in docs/benchmarks.md.
    private const int CommandsPerSecond = 7000;

    private static readonly TimeSpan Old = TimeSpan.FromHours(169);

    [Fact]
    public async Task RunAsync_OldAndYoungRows_DeletesTheOldOnesInSteps()
    {
        await using var store = await StartWithOldRowsAsync(1234, ("Inbox:PurgeStepSize", "500"), ("Inbox:PurgeStepPause", "00:00:00"));

        var purged = await store.Get<InboxPurge>().RunAsync(Token);

        Assert.Equal(1234, purged);
        Assert.Equal([500, 500, 234], store.Metrics.Values("kafka_rider.inbox.purged"));
        await using var context = await Database.CreateContextAsync();
        Assert.Contains("still remembered", (await context.Inbox.SingleAsync(Token)).Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EndsEarly_HasDeletedTheOldest()
    {
        await using var store = await StartWithOldRowsAsync(10, ("Inbox:PurgeStepSize", "3"), ("Inbox:PurgeStepPause", "00:01:00"));
        await using var context = await Database.CreateContextAsync();
        var rows = await context.Inbox.OrderBy(row => row.CreatedAt).ToListAsync(Token);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var purge = store.Get<InboxPurge>().RunAsync(cancellation.Token);
        await Eventually.IsTrueAsync(() => store.Metrics.Sum("kafka_rider.inbox.purged") > 0, "a step is made");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => purge);
        Assert.Equal(rows.Skip(3), await context.Inbox.OrderBy(row => row.CreatedAt).ToListAsync(Token));
    }

    [Fact]
    public async Task RunAsync_CommandsAtTheSameTime_NeverMeetItsLocks()
    {
        await using var store = await StartWithOldRowsAsync(5000, ("Inbox:PurgeStepSize", "50"), ("Inbox:PurgeStepPause", "00:00:00"));

        var purge = store.Get<InboxPurge>().RunAsync(Token);
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => store.CreateAsync($"user {i}", Token)));

        Assert.All(results, result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.Equal(5000, await purge);
        Assert.Equal(0, store.Metrics.Sum("kafka_rider.inbox.retries"));
    }

    [Fact]
    public async Task RunAsync_SeveralInstancesAtOnce_DeleteEachRowOnce()
    {
        await using var store = await StartWithOldRowsAsync(2000, ("Inbox:PurgeStepSize", "50"), ("Inbox:PurgeStepPause", "00:00:00"));
        await using var other = await StoreInstance.StartAsync(Database, ("Inbox:PurgeStepSize", "50"), ("Inbox:PurgeStepPause", "00:00:00"));

        var purged = await Task.WhenAll(store.Get<InboxPurge>().RunAsync(Token), other.Get<InboxPurge>().RunAsync(Token));

        Assert.Equal(2000, purged.Sum());
    }

    [Fact]
    public void Defaults_PauseForLessThanHalfOfTheTimeInWhichCommandsComeFastest()
    {
        var options = new InboxOptions();

        Assert.InRange(options.PurgeStepPause.TotalSeconds, 0, options.PurgeStepSize / 2.0 / CommandsPerSecond);
    }

    [Fact]
    public async Task Service_IntervalPasses_Purges()
    {
        await using var store = await StartWithOldRowsAsync(10, ("Inbox:PurgeInterval", "00:00:01"));

        await Eventually.IsTrueAsync(async () => await Database.CountAsync<InboxRow>() == 1, "only the young row is left");
    }

    [Fact]
    public async Task OperationIsForgotten_CommandIsExecutedAsNew()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var operationId = Guid.NewGuid();
        var created = (UserCreated)(await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token)).Outcome;
        await using var context = await Database.CreateContextAsync();
        var longAgo = DateTime.UtcNow - Old;
        await context.Inbox.ExecuteUpdateAsync(row => row.SetProperty(x => x.CreatedAt, longAgo), Token);

        await store.Get<InboxPurge>().RunAsync(Token);

        var again = await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token);
        Assert.Equal(new UserDuplicated(created.UserId, "Ada", 1), again.Outcome);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task RunAsync_ClockOfAnInstanceIsWrongByDays_ForgetsNothingTooEarly(int days)
    {
        await using var right = await StoreInstance.StartAsync(Database);
        await using var wrong = await StoreInstance.StartAsync(new ShiftedTime(TimeSpan.FromDays(days)), Database.ConnectionString);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var ada = await right.CreateAsync("Ada", first, Guid.NewGuid(), Token);
        var grace = await wrong.CreateAsync("Grace", second, Guid.NewGuid(), Token);

        Assert.Equal(0, await wrong.Get<InboxPurge>().RunAsync(Token));
        Assert.Equal(0, await right.Get<InboxPurge>().RunAsync(Token));

        Assert.Equal(ada.Outcome, (await right.CreateAsync("Ada", first, Guid.NewGuid(), Token)).Outcome);
        Assert.Equal(grace.Outcome, (await right.CreateAsync("Grace", second, Guid.NewGuid(), Token)).Outcome);
        Assert.Contains("clocks differ", Assert.Single(wrong.Log.Of("ClocksDiffer")).Text, StringComparison.Ordinal);
        Assert.Empty(right.Log.Of("ClocksDiffer"));
    }

    /// <summary>Of two clocks that differ nobody knows which one is right.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task RunAsync_ClockOfTheDatabaseIsWrongByDays_ForgetsNothingTooEarly(int days)
    {
        // Only the difference counts: here all the others are wrong.
        await using var store = await StoreInstance.StartAsync(new ShiftedTime(TimeSpan.FromDays(-days)), Database.ConnectionString);
        var operationId = Guid.NewGuid();
        var ada = await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token);

        Assert.Equal(0, await store.Get<InboxPurge>().RunAsync(Token));

        Assert.Equal(ada.Outcome, (await store.CreateAsync("Ada", operationId, Guid.NewGuid(), Token)).Outcome);
    }

    private async Task<StoreInstance> StartWithOldRowsAsync(int count, params (string Key, string Value)[] settings)
    {
        var store = await StoreInstance.StartAsync(Database, settings);
        await store.CreateAsync("still remembered", Token);
        await using var context = await Database.CreateContextAsync();
        var newest = DateTime.UtcNow.Date - Old;
        context.AddRange(Enumerable.Range(0, count).Select(i =>
            new InboxRow(Guid.NewGuid(), 0, Guid.NewGuid(), Digest.OfText("any"), Caller: null, nameof(UserCreated), "{}", newest.AddSeconds(-i))));
        await context.SaveChangesAsync(Token);

        return store;
    }
}
