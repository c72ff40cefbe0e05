using KafkaRider.EntityFrameworkCore;
using MySqlConnector;
using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>What happens when a server takes less at a time than a batch has.</summary>
public sealed class PacketSizeTests(PrivateServer fixture) : StoreTest(fixture.Server.ConnectionString), IClassFixture<PrivateServer>
{
    private const int Usual = 16 * 1024 * 1024;

    // In hexadecimal digits, once as it is and once more in the outcome: some five kilobytes.
    private static readonly string Longest = string.Concat(Enumerable.Repeat("🦊", UserName.MaxLength / 2));

    private readonly DatabaseServer _server = fixture.Server;

    public override async ValueTask DisposeAsync()
    {
        await SetLimitAsync(Usual);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ManyLongNamesAtOnce_AreExecutedInParts()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("before", Token);
        await store.StopAsync(Token);
        await SetLimitAsync(65_536);
        await using var small = await StoreInstance.StartAsync(Database, LongLockWait);

        var results = await Task.WhenAll(await ExecuteAsOneBatchAsync(small, Enumerable.Range(0, 200).Select(NewLongName)));

        Assert.All(results, result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.Equal(0, small.Metrics.Sum("kafka_rider.inbox.retries"));
        Assert.Empty(small.Log.Of("WritesFail"));
        Assert.Null(await small.FindObstacleAsync());
    }

    [Fact]
    public async Task LimitIsLoweredAndRaisedWhileRunning_NothingIsLost()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        await store.CreateAsync("before", Token);

        foreach (var limit in new[] { 65_536, Usual })
        {
            await SetLimitAsync(limit);
            await KillConnectionsAsync();
            var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => store.CreateAsync(NewLongName(i).Name, Token)));
            Assert.All(results, result => Assert.IsType<UserCreated>(result.Outcome));
        }
    }

    [Fact]
    public async Task OneCommandIsTooLarge_IsRefusedAlone_UntilTheLimitIsRaised()
    {
        await using (var before = await StoreInstance.StartAsync(Database))
        {
            await before.CreateAsync("before", Token);
        }

        await SetLimitAsync(4096);
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);

        var results = await ExecuteAsOneBatchAsync(
            store, ("Ada", Guid.NewGuid(), Guid.NewGuid()), (Longest, Guid.NewGuid(), Guid.NewGuid()), ("Grace", Guid.NewGuid(), Guid.NewGuid()));

        Assert.IsType<UserCreated>((await results[0]).Outcome);
        var refused = await Assert.ThrowsAsync<InvalidCommandException>(() => results[1]);
        Assert.False(DatabaseErrors.IsTransient(refused));
        Assert.IsType<UserCreated>((await results[2]).Outcome);
        Assert.Null(await store.FindObstacleAsync());

        await SetLimitAsync(Usual);
        Assert.IsType<UserCreated>((await store.CreateAsync(Longest, Token)).Outcome);
    }

    /// <summary>What stands before a server may have a limit of its own, of which it says nothing.</summary>
    [Fact]
    public async Task ConnectionIsCutForWhatIsTooLarge_BatchIsExecutedInParts()
    {
        await using var proxy = new ServerProxy(_server) { Limit = 65_536 };
        var settings = new MySqlConnectionStringBuilder(Database.ConnectionString);
        settings.Port = new MySqlConnectionStringBuilder(proxy.ConnectionString).Port;
        await using var store = await StoreInstance.StartAsync(settings.ConnectionString, LongLockWait);

        var results = await Task.WhenAll(await ExecuteAsOneBatchAsync(store, Enumerable.Range(0, 200).Select(NewLongName)));

        Assert.All(results, result => Assert.IsType<UserCreated>(result.Outcome));
        Assert.Equal(202, await Database.CountAsync<InboxRow>());
    }

    /// <summary>An error of the server, where it was not known beforehand.</summary>
    [Fact]
    public async Task ErrorOfTheServer_IsKnownAsTooLarge()
    {
        await SetLimitAsync(65_536);
        await using var connection = new MySqlConnection(_server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);

        var exception = await Assert.ThrowsAsync<MySqlException>(
            () => connection.ExecuteAsync($"DO '{new string('x', 66_000)}'"));

        Assert.True(DatabaseErrors.IsTooLarge(exception), $"{exception.Number}: {exception.Message}");
        Assert.False(DatabaseErrors.IsTransient(exception));
    }

    private static (string Name, Guid OperationId, Guid MessageId) NewLongName(int i)
    {
        var name = string.Concat(Enumerable.Repeat("漢", 218)) + Guid.NewGuid().ToString("N");
        return (name, Guid.NewGuid(), Guid.NewGuid());
    }

    // Sessions that are open keep the limit that they began with.
    private Task SetLimitAsync(int bytes) => _server.ExecuteAsync($"SET GLOBAL max_allowed_packet = {bytes}");

    private async Task KillConnectionsAsync()
    {
        await using var connection = await Database.ConnectAsync();

        foreach (var id in await connection.QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()", 0))
        {
            await connection.ExecuteAsync($"KILL {id}").ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
