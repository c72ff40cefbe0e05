using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;
using Users.Consumer.Schema;
using Users.Consumer.Tests.Database;
using Users.Consumer.Tests.Store;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Schema;

public sealed class SchemaUpgradeTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    private const string AllRights = "ALL";
    private const string RightsOfEveryDay = "SELECT, INSERT, UPDATE, DELETE";

    [Fact]
    public async Task RunAsync_NoDatabase_CreatesItWithTheTablesOfTheModel()
    {
        await UpgradeAsync();

        await AssertSchemaAsync();
        await using var context = await Database.CreateContextAsync();
        Assert.Empty(await context.Users.ToListAsync(Token));
        Assert.Empty(await context.Inbox.ToListAsync(Token));
    }

    [Fact]
    public async Task RunAsync_AgainOnWhatIsInPlace_ChangesNothing()
    {
        await UpgradeAsync();
        var before = await DescribeAsync();

        await UpgradeAsync();

        Assert.Equal(before, await DescribeAsync());
    }

    [Fact]
    public async Task RunAsync_ManyInstancesAtOnce_EndWithOneSchema()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UpgradeAsync()));

        await AssertSchemaAsync();
        Assert.Equal(6, await Database.ScalarAsync<int>("SELECT COUNT(*) FROM __EFMigrationsHistory"));
    }

    [Fact]
    public async Task RunAsync_DatabaseOfAVersionBeforeMigrations_IsUpgradedInPlace()
    {
        var rows = await FormerSchema.CreateAsync(Database);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UpgradeAsync()));

        await AssertSchemaAsync();
        await using var context = await Database.CreateContextAsync();
        Assert.Equal(rows.Users, await context.Users.OrderBy(user => user.Id).ToListAsync(Token));
        Assert.Equal(rows.Inbox, await context.Inbox.OrderBy(row => row.CreatedAt).ToListAsync(Token));
    }

    [Fact]
    public async Task RunAsync_DatabaseOfAVersionBeforeMigrations_RemembersItsOperationsAndNames()
    {
        var (users, inbox) = await FormerSchema.CreateAsync(Database);
        var created = new UserCreated(users[0].Id, users[0].Name, 1, new DateTimeOffset(users[0].CreatedAt, TimeSpan.Zero));

        await using var store = await StoreInstance.StartAsync(Database);

        Assert.Equal(
            (created, true), StoreTest.Shown(await store.CreateAsync(users[0].Name, inbox[0].OperationId, Guid.NewGuid(), Token)));
        Assert.Equal(new UserDuplicated(users[0].Id, users[0].Name, 1), (await store.CreateAsync(users[0].Name, Token)).Outcome);
    }

    // By the rules of before, none of these is the same as another.
    [Fact]
    public async Task RunAsync_NamesWithKeysOfFormerRules_AreFoundByTheNewOnes()
    {
        await UpgradeAsync();
        User[] users = [FormerUser("Stra\u00dfe", "stra\u00dfe"), FormerUser("Ad\u200ba", "ad\u200ba"), FormerUser("Grace", "grace"), FormerUser("G\u00adrace", "g\u00adrace")];
        await using (var context = await Database.CreateContextAsync())
        {
            context.AddRange(users);
            await context.SaveChangesAsync(Token);
        }

        await Database.ExecuteAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%FoldedNames'");
        await using var store = await StoreInstance.StartAsync(Database);

        Assert.Equal(new UserDuplicated(users[0].Id, "STRASSE", 1), (await store.CreateAsync("STRASSE", Token)).Outcome);
        Assert.Equal(new UserDuplicated(users[1].Id, "Ada", 1), (await store.CreateAsync("Ada", Token)).Outcome);
        Assert.Equal(new UserDuplicated(users[2].Id, "G\u00adrace", 1), (await store.CreateAsync("G\u00adrace", Token)).Outcome);
        await using var after = await Database.CreateContextAsync();
        Assert.Equal(users[3].NameKey, (await after.Users.SingleAsync(user => user.Id == users[3].Id, Token)).NameKey);
    }

    [Fact]
    public async Task RunAsync_ColumnThatALaterMigrationAdds_IsNotReadBefore()
    {
        await UpgradeAsync();
        var user = FormerUser("Stra\u00dfe", "stra\u00dfe");
        await using var context = await Database.CreateContextAsync();
        context.Add(user);
        await context.SaveChangesAsync(Token);
        await Database.ExecuteAsync("ALTER TABLE users DROP COLUMN version");

        await new NameKeys(NullLogger<NameKeys>.Instance).RunAsync(context, Token);

        Assert.Equal(ValidName.KeyOf("STRASSE"), await context.Users.Select(found => found.NameKey).SingleAsync(Token));
    }

    private static User FormerUser(string name, string formerKey)
    {
        var at = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);
        return new(Guid.CreateVersion7(), name, Digest.OfText(formerKey), 1, at, at);
    }

    [Fact]
    public async Task RunAsync_UsersThatWereDeletedBefore_HaveNoNamesLeft()
    {
        await UpgradeAsync();
        var (deleted, live) = (FormerUser("Grace", "grace") with { NameKey = null, Version = 2 }, FormerUser("Ada", "ada"));
        await using (var context = await Database.CreateContextAsync())
        {
            context.AddRange(deleted, live);
            await context.SaveChangesAsync(Token);
        }

        await Database.ExecuteAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%ForgottenNames'");
        await UpgradeAsync();

        await using var after = await Database.CreateContextAsync();
        Assert.Equal([deleted with { Name = "" }, live], await after.Users.OrderBy(user => user.NameKey).ToListAsync(Token));
    }

    /// <summary>Instances of the version before go on executing commands until they are replaced.</summary>
    [Fact]
    public async Task RunAsync_TheTextOfAFormerVersion_StillWrites()
    {
        await FormerSchema.CreateAsync(Database);
        await UpgradeAsync();

        await FormerSchema.AddAsync(Database, 1000);

        await using var context = await Database.CreateContextAsync();
        Assert.Equal(FormerSchema.Rows + 1, await context.Inbox.CountAsync(Token));
        Assert.Equal(1, await Database.ScalarAsync<int>("SELECT MAX(version) FROM schema_version"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_CutShortBeforeOrAfterAnyStatement_IsCompletedByTheNext(bool isFormer)
    {
        for (var statements = 0; ; statements++)
        {
            await using var database = Database.CreateAnother();
            var rows = isFormer ? await FormerSchema.CreateAsync(database) : default;
            await using var cut = new CutShort(database.ConnectionString, statements);

            var isComplete = await cut.UpgradeAsync();
            await UpgradeAsync(database.ConnectionString);

            await AssertSchemaAsync(database);
            await using var context = await database.CreateContextAsync();
            Assert.Equal(rows.Inbox ?? [], await context.Inbox.OrderBy(row => row.CreatedAt).ToListAsync(Token));

            if (isComplete)
            {
                Assert.True(statements > 5, $"There were {statements} statements only: the test shows nothing.");
                return;
            }
        }
    }

    [Fact]
    public async Task Start_UserMayOnlyReadAndWriteRows_IsReadyOnceTheSchemaIsInPlace()
    {
        await UpgradeAsync();
        await using var user = await Database.CreateUserAsync(RightsOfEveryDay);

        await using var store = await StoreInstance.StartAsync(user.ConnectionString);

        Assert.IsType<UserCreated>((await store.CreateAsync("Ada", Token)).Outcome);
        Assert.Null(await store.FindObstacleAsync());
    }

    [Fact]
    public async Task Start_UserMayNotCreateTables_SaysSo_AndIsReadyOnceSomebodyHas()
    {
        await Database.CreateAsync();
        await using var user = await Database.CreateUserAsync(RightsOfEveryDay);
        await using var store = await StoreInstance.StartAsync(user.ConnectionString);

        await Eventually.IsTrueAsync(
            async () => (await store.FindObstacleAsync())?.Contains("too few rights", StringComparison.Ordinal) is true, "the reason is told");
        await UpgradeAsync();

        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is null, "the service is ready");
    }

    [Fact]
    public async Task Start_UserMayNotCreateDatabases_UsesTheOneThereIs()
    {
        await Database.CreateAsync();
        await using var user = await Database.CreateUserAsync(AllRights);

        await UpgradeAsync(user.ConnectionString);

        await AssertSchemaAsync();
    }

    [Fact]
    public async Task Start_PasswordIsWrong_SaysSo()
    {
        await using var user = await Database.CreateUserAsync(AllRights);
        await using var store = await StoreInstance.StartAsync(
            new MySqlConnectionStringBuilder(user.ConnectionString) { Password = "another" }.ConnectionString);

        await Eventually.IsTrueAsync(
            async () => (await store.FindObstacleAsync())?.Contains("refuses the user or the password", StringComparison.Ordinal) is true,
            "the reason is told");
    }

    [Fact]
    public async Task Health_TablesAreDropped_SaysSo()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("Ada", Token);
        await Database.ExecuteAsync("DROP TABLE __EFMigrationsHistory");

        await Eventually.IsTrueAsync(
            async () => await store.FindObstacleAsync() == "The database schema is older than this version needs.", "the reason is told");
    }

    [Fact]
    public async Task RunAsync_DatabaseOfALaterVersion_IsLeftAsItIs()
    {
        await UpgradeAsync();
        await Database.ExecuteAsync(
            "INSERT INTO __EFMigrationsHistory VALUES ('99991231235959_Later', '9.0.23'); ALTER TABLE users ADD COLUMN later INT NULL");
        var before = await DescribeAsync();

        await UpgradeAsync();

        Assert.Equal(before, await DescribeAsync());
    }

    [Fact]
    public async Task Migrations_MakeWhatTheModelSays()
    {
        await UpgradeAsync();
        await using var context = await Database.CreateContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    private Task UpgradeAsync() => UpgradeAsync(Database.ConnectionString);

    private static async Task UpgradeAsync(string connectionString)
    {
        await using var provider = StoreInstance.BuildProvider(new() { ["ConnectionStrings:Users"] = connectionString });

        await provider.GetRequiredService<ISchemaUpgrade>().RunAsync(Token);
    }

    private Task AssertSchemaAsync() => AssertSchemaAsync(Database);

    // Written out, because the model says it in its own way, and what others read must not change with that.
    private static async Task AssertSchemaAsync(TestDatabase database)
    {
        Assert.Equal(
            [
                "inbox.caller binary(32) YES", "inbox.created_at datetime(6) NO", "inbox.fingerprint binary(32) NO", "inbox.message_id binary(16) NO",
                "inbox.operation_id binary(16) NO", "inbox.outcome text NO", "inbox.outcome_type varchar(64) NO", "inbox.step int NO",
                "users.created_at datetime(6) NO", "users.id binary(16) NO", "users.name varchar(255) NO", "users.name_key binary(32) YES",
                "users.updated_at datetime(6) NO", "users.version int NO",
            ],
            await database.QueryAsync(
                """
                SELECT CONCAT(table_name, '.', column_name, ' ', REPLACE(column_type, 'int(11)', 'int'), ' ', is_nullable) FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name IN ('users', 'inbox') ORDER BY 1
                """));
        Assert.Equal(
            ["inbox.PRIMARY created_at,operation_id,step 0", "inbox.ux_inbox_operation_step operation_id,step 0", "users.PRIMARY id 0", "users.ux_users_name_key name_key 0"],
            await database.QueryAsync(
                """
                SELECT CONCAT(table_name, '.', index_name, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index), ' ', MAX(non_unique))
                FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name IN ('users', 'inbox')
                GROUP BY table_name, index_name ORDER BY 1
                """));
        Assert.Equal(
            ["utf8mb4_bin"],
            await database.QueryAsync(
                "SELECT DISTINCT collation_name FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND table_name IN ('users', 'inbox') AND collation_name IS NOT NULL"));
    }

    private async Task<string> DescribeAsync()
    {
        await using var connection = await Database.ConnectAsync();
        var tables = await connection.QueryAsync("SHOW TABLES", 0);
        var texts = new List<string>();

        foreach (var table in tables)
        {
            texts.AddRange(await connection.QueryAsync($"SHOW CREATE TABLE {table}", 1));
        }

        texts.AddRange(await connection.QueryAsync("SELECT CONCAT(MigrationId, ProductVersion) FROM __EFMigrationsHistory ORDER BY 1", 0));
        return string.Join('\n', texts);
    }
}
