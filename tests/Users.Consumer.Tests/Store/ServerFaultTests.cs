using System.Diagnostics;
using System.Globalization;
using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;
using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class ServerFaultTests(PrivateServer fixture) : StoreTest(fixture.Server.ConnectionString), IClassFixture<PrivateServer>
{
    private readonly DatabaseServer _server = fixture.Server;

    [Fact]
    public async Task ConnectionsKilledUnderLoad_NothingIsLostOrDoubled()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "8"), ("Store:Writers", "2"));
        await store.CreateAsync("first", Token);

        var load = LoadAsync(store, 2000);

        for (var executed = 200; executed <= 1800; executed += 200)
        {
            await HasExecutedAsync(executed);
            await KillConnectionsAsync();
        }

        await AssertExecutedOnceAsync(await load);
        Assert.True(store.Metrics.Sum("kafka_rider.inbox.retries", "reason=unavailable") > 0, "No transaction was hit: the test shows nothing.");
    }

    [Fact]
    public async Task ServerKilledUnderLoad_NothingIsLostOrDoubled()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "8"), ("Store:Writers", "2"));
        await store.CreateAsync("first", Token);

        var load = LoadAsync(store, 2000);

        for (var executed = 400; executed <= 1600; executed += 600)
        {
            await HasExecutedAsync(executed);
            await _server.KillAsync();
            await _server.StartAsync();
        }

        await AssertExecutedOnceAsync(await load);
        Assert.True(store.Metrics.Sum("kafka_rider.inbox.retries", "reason=unavailable") > 0, "No transaction was hit: the test shows nothing.");
    }

    [Fact]
    public async Task ServerHangs_CommandFailsAsUnavailable_AndIsExecutedOnceAfterwards()
    {
        await using var store = await StoreInstance.StartAsync(
            Database, ("Store:CommandTimeout", "00:00:01.500"), ("Store:MaxAttempts", "2"));
        await store.CreateAsync("first", Token);
        Assert.Equal(HealthStatus.Healthy, await store.CheckHealthAsync());
        var (operationId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await _server.PauseAsync();

        try
        {
            var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => store.CreateAsync("Ada", operationId, messageId, Token));
            Assert.Equal(1, store.Metrics.Sum("kafka_rider.inbox.retries", "reason=timeout"));
            Assert.IsType<MySqlException>(exception.InnerException);
            Assert.Equal(HealthStatus.Unhealthy, await store.CheckHealthAsync());
        }
        finally
        {
            await _server.ResumeAsync();
        }

        Assert.IsType<UserCreated>(await store.CreatePersistentlyAsync("Ada", operationId));
        Assert.Equal(1, await CountUsersAsync("Ada"));
        await Eventually.IsTrueAsync(async () => await store.CheckHealthAsync() == HealthStatus.Healthy, "the check is healthy again");
    }

    [Fact]
    public async Task ServerHangs_TextLargerThanTheBuffersOfTheNetwork_EndsToo()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:CommandTimeout", "00:00:02"));
        await store.CreateAsync("first", Token);
        await using var session = await store.Get<InboxDatabase>().OpenAsync(Token);
        var text = session.CreateText().Append("SELECT '").Append(new string('x', 15_000_000)).Append("'");
        await _server.PauseAsync();

        try
        {
            var exception = await Assert.ThrowsAsync<TimeoutException>(
                () => session.ExecuteAsync(text, Token).WaitAsync(TimeSpan.FromMinutes(1), Token));

            Assert.True(DatabaseErrors.IsTransient(exception));
            Assert.False(session.IsUsable);
        }
        finally
        {
            await _server.ResumeAsync();
        }
    }

    [Fact]
    public async Task StopAsync_ServerHangs_DoesNotWaitForIt()
    {
        var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("first", Token);
        await _server.PauseAsync();

        try
        {
            var executing = store.CreateAsync("Ada", Token);
            await Eventually.IsTrueAsync(() => store.Metrics.Read("kafka_rider.inbox.queue.length") == 0, "the batch is under way");

            await store.StopAsync(new CancellationToken(canceled: true));

            await Assert.ThrowsAsync<StoreUnavailableException>(() => executing);
        }
        finally
        {
            await _server.ResumeAsync();
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task ServerRestarts_NobodyIsGivenAConnectionOfBefore()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:MaxAttempts", "1"));
        await store.CreateAsync("first", Token);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.Get<InboxDatabase>().OpenAsync(Token)));
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));

        await _server.KillAsync();
        await _server.StartAsync();

        for (var i = 0; i < 10; i++)
        {
            await using var session = await store.Get<InboxDatabase>().OpenAsync(Token);
            await session.ExecuteAsync(session.CreateText().Append("SELECT 1"), Token);
        }
    }

    [Fact]
    public async Task ServerDownAtStart_ServiceStartsAndCommandsWait()
    {
        await _server.KillAsync();
        await using var store = await StoreInstance.StartAsync(Database, ("Store:CommandTimeout", "00:00:01.500"));
        var command = store.CreatePersistentlyAsync("Ada", Guid.NewGuid());
        Assert.Equal(HealthStatus.Unhealthy, await store.CheckHealthAsync());

        await _server.StartAsync();

        Assert.IsType<UserCreated>(await command);
        await Eventually.IsTrueAsync(async () => await store.CheckHealthAsync() == HealthStatus.Healthy, "the check is healthy");
    }

    [Fact]
    public async Task ManyHealthProbes_AskTheDatabaseOnceASecond()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("first", Token);
        var (before, started) = (await CountQueriesAsync(), Stopwatch.GetTimestamp());

        var states = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => store.CheckHealthAsync()));

        var seconds = (int)Stopwatch.GetElapsedTime(started).TotalSeconds;
        Assert.All(states, state => Assert.Equal(HealthStatus.Healthy, state));

        Assert.InRange(await CountQueriesAsync() - before, 1, 2 + seconds);
    }

    private static async Task<IReadOnlyList<UserCreated>> LoadAsync(StoreInstance store, int count)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var operationId = Guid.NewGuid();
            var outcome = await store.CreatePersistentlyAsync($"user {i}", operationId);
            Assert.Equal(outcome, await store.CreatePersistentlyAsync($"user {i}", operationId));
            return outcome;
        }));

        return [.. outcomes.Select(outcome => Assert.IsType<UserCreated>(outcome))];
    }

    private async Task<long> CountQueriesAsync()
    {
        await using var connection = await Database.ConnectAsync();
        return long.Parse((await connection.QueryAsync("SHOW GLOBAL STATUS LIKE 'Com_select'", 1)).Single(), CultureInfo.InvariantCulture);
    }

    private Task HasExecutedAsync(int count) => Eventually.IsTrueAsync(
        async () => await Database.CountAsync<InboxRow>() >= count, $"{count} commands are executed");

    private async Task KillConnectionsAsync()
    {
        await using var connection = await Database.ConnectAsync();
        var sessions = await connection.QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()", 0);

        foreach (var id in sessions)
        {
            // Some have ended by themselves.
            await connection.ExecuteAsync($"KILL {id}").ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task AssertExecutedOnceAsync(IReadOnlyList<UserCreated> created)
    {
        await using var context = await Database.CreateContextAsync();
        var users = await context.Users.Where(user => user.Name != "first").ToListAsync(Token);

        Assert.Equal(created.Select(user => (user.UserId, user.Name)).Order(), users.Select(user => (user.Id, user.Name)).Order());
        Assert.Equal(created.Count + 1, await Database.CountAsync<InboxRow>());
    }
}
