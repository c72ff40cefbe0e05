using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.Extensions.Options;
using Users.Consumer.Tests.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Database;

public sealed class UsersDatabaseTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task OpenConnectionAsync_ThatSomebodyHadBefore_IsAsEverySessionIs()
    {
        await Database.CreateAsync();
        await using var database = new InboxDatabase(
            Options.Create(new StoreOptions { ConnectionString = Database.ConnectionString, LockWaitTimeout = TimeSpan.FromSeconds(7) }), TimeProvider.System);
        var first = await ReadSettingsAsync(database, "SET SESSION sql_mode = '', innodb_lock_wait_timeout = 3, autocommit = 0; SELECT GET_LOCK('held', 1)");

        var second = await ReadSettingsAsync(database, "DO 0");

        Assert.Equal("STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION|7|7|1|READ-COMMITTED|utf8mb4", first.Settings);
        Assert.Equal(first, second);
        Assert.Equal("free", await Database.ScalarAsync<string>("SELECT IF(IS_FREE_LOCK('held'), 'free', 'held')"));
    }

    /// <summary>What was written for another driver, or means something else in this one, changes nothing.</summary>
    [Theory]
    [InlineData("CharSet=latin1;OldGuids=true")]
    [InlineData("GuidFormat=Binary16;Pooling=false;Max Pool Size=1;Min Pool Size=50")]
    [InlineData("UseAffectedRows=true;AllowUserVariables=false")]
    [InlineData("NoBackslashEscapes=true;ConnectionReset=false")]
    [InlineData("AllowPublicKeyRetrieval=true;ConvertZeroDateTime=true;AllowZeroDateTime=true;DateTimeKind=Utc")]
    [InlineData("Default Command Timeout=0;Connect Timeout=0;CancellationTimeout=0;TreatTinyAsBoolean=false")]
    public async Task Store_SettingsInTheConnectionString_MakeNoDifference(string settings)
    {
        await using var store = await StoreInstance.StartAsync($"{Database.ConnectionString};{settings}");
        var name = "  Zoë 🦊 O'Brien\\ \"x\" -- ; @a ?";
        var operationId = Guid.NewGuid();

        var created = Assert.IsType<UserCreated>((await store.CreateAsync(name, operationId, Guid.NewGuid(), Token)).Outcome);

        Assert.Equal((created, true), StoreTest.Shown(await store.CreateAsync(name, operationId, Guid.NewGuid(), Token)));
        Assert.IsType<UserUpdated>(await store.UpdateAsync(created.UserId, "Ada", 1));
        Assert.Equal("Ada", (await ReadUserAsync(created.UserId)).Name);
        Assert.Null(await store.FindObstacleAsync());
    }

    private static async Task<(string Settings, long Connection)> ReadSettingsAsync(InboxDatabase database, string then)
    {
        await using var connection = await database.OpenConnectionAsync(Token);
        const string Query =
            """
            SELECT CONCAT_WS('|', @@SESSION.sql_mode, @@SESSION.innodb_lock_wait_timeout, @@SESSION.lock_wait_timeout, IF(@@SESSION.autocommit, 1, 0),
                COALESCE((SELECT variable_value FROM {0}.session_variables WHERE variable_name = '{1}'), ''), @@SESSION.character_set_client)
            """;
        var isMariaDb = connection.ServerVersion.Contains("MariaDB", StringComparison.Ordinal);
        var query = isMariaDb
            ? string.Format(null, Query, "information_schema", "TX_ISOLATION")
            : string.Format(null, Query, "performance_schema", "transaction_isolation");
        var settings = (await connection.QueryAsync(query, 0)).Single();
        await connection.ExecuteAsync(then);

        return (settings, connection.ServerThread);
    }
}
