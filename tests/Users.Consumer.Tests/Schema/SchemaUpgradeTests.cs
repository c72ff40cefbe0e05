using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Users.Consumer.Database;
using Users.Consumer.Schema;
using Users.Consumer.Store;
using Users.Consumer.Tests.Database;
using Users.Consumer.Tests.Store;

namespace Users.Consumer.Tests.Schema;

public sealed class SchemaUpgradeTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    private const string Applied = "SELECT COALESCE(GROUP_CONCAT(script ORDER BY version), '') FROM schema_version";

    private static readonly SchemaScript One = new(1, "0001_one.sql", "CREATE TABLE IF NOT EXISTS one (id INT)");
    private static readonly SchemaScript Two = new(2, "0002_two.sql", "ALTER TABLE one ADD COLUMN two INT; INSERT INTO one VALUES (1, 2)");
    private static readonly SchemaScript Broken = new(2, "0002_broken.sql", "CREATE TABLE IF NOT EXISTS half (id INT); SELECT no_such_column");

    [Fact]
    public async Task RunAsync_NoDatabase_CreatesItAndAppliesEveryScript()
    {
        await CreateUpgrade().RunAsync(SchemaScript.All, Token);

        Assert.Equal(string.Join(',', SchemaScript.All.Select(script => script.Name)), await Database.ScalarAsync<string>(Applied));
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT COUNT(*) FROM users") + await Database.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task RunAsync_ManyInstancesAtOnce_ApplyEachScriptOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateUpgrade().RunAsync([One, Two], Token)));

        Assert.Equal("0001_one.sql,0002_two.sql", await Database.ScalarAsync<string>(Applied));
        Assert.Equal(1, await Database.ScalarAsync<long>("SELECT COUNT(*) FROM one"));
    }

    [Fact]
    public async Task RunAsync_OlderDatabase_AppliesOnlyWhatIsNew()
    {
        await CreateUpgrade().RunAsync([One], Token);

        await CreateUpgrade().RunAsync([One with { Text = "not run again" }, Two], Token);

        Assert.Equal("0001_one.sql,0002_two.sql", await Database.ScalarAsync<string>(Applied));
    }

    [Fact]
    public async Task RunAsync_NewerDatabase_LeavesItAlone()
    {
        await CreateUpgrade().RunAsync([One, Two], Token);

        await CreateUpgrade().RunAsync([One], Token);

        Assert.Equal("0001_one.sql,0002_two.sql", await Database.ScalarAsync<string>(Applied));
    }

    [Fact]
    public async Task RunAsync_ScriptFailsHalfway_GoesOnFromThereNextTime()
    {
        await Assert.ThrowsAsync<MySqlException>(() => CreateUpgrade().RunAsync([One, Broken], Token));
        Assert.Equal("0001_one.sql", await Database.ScalarAsync<string>(Applied));

        await CreateUpgrade().RunAsync([One, Broken with { Text = "CREATE TABLE IF NOT EXISTS half (id INT)" }], Token);

        Assert.Equal("0001_one.sql,0002_broken.sql", await Database.ScalarAsync<string>(Applied));
    }

    [Fact]
    public async Task RunAsync_UserMayNotCreateDatabases_UsesTheOneThereIs()
    {
        var user = $"u{Guid.NewGuid():N}"[..30];
        await CreateUpgrade().RunAsync([], Token);
        var settings = new MySqlConnectionStringBuilder(Database.ConnectionString);
        await Database.ExecuteAsync(
            $"CREATE USER '{user}'@'%' IDENTIFIED BY 'Secret-1'; GRANT ALL ON `{settings.Database}`.* TO '{user}'@'%'");
        (settings.UserID, settings.Password) = (user, "Secret-1");

        await CreateUpgrade(settings.ConnectionString).RunAsync([One], Token);

        Assert.Equal("0001_one.sql", await Database.ScalarAsync<string>(Applied));
        await Database.ExecuteAsync($"DROP USER '{user}'@'%'");
    }

    [Fact]
    public void All_IsNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, SchemaScript.All.Count), SchemaScript.All.Select(script => script.Version));

    private SchemaUpgrade CreateUpgrade(string? connectionString = null) => new(
        new UsersDatabase(
            Options.Create(new StoreOptions { ConnectionString = connectionString ?? Database.ConnectionString }), TimeProvider.System),
        TimeProvider.System,
        NullLogger<SchemaUpgrade>.Instance);
}
