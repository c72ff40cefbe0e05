using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>What keeps commands from being executed until a person ends it is told in one line, in the log and by health, and costs no command.</summary>
public sealed class ObstacleTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task RightIsTakenAway_IsTold_AndEndsWhenItIsGivenBack()
    {
        await UpgradeAsync();
        await using var user = await TestUser.CreateAsync(server.ConnectionString, Database.Name);
        foreach (var table in new[] { "users", "inbox", "__EFMigrationsHistory" })
        {
            await Database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {user.Account}");
        }

        await using var store = await StoreInstance.StartAsync(user.ConnectionString);
        await store.CreateAsync("before", Token);
        Assert.Null(await store.FindObstacleAsync());

        await AssertToldAsync(
            store,
            begin: () => Database.ExecuteAsync($"REVOKE INSERT ON inbox FROM {user.Account}"),
            reason: "too few rights",
            end: () => Database.ExecuteAsync($"GRANT INSERT ON inbox TO {user.Account}"));
    }

    /// <summary>Rights on a whole database are looked at when a connection is opened.</summary>
    [Fact]
    public async Task RightsOnTheDatabaseAreMissing_IsTold_AndEndsWhenTheyAreGiven()
    {
        await UpgradeAsync();
        await using var user = await Database.CreateUserAsync("SELECT");
        await using var store = await StoreInstance.StartAsync(user.ConnectionString);

        await AssertToldAsync(
            store,
            begin: () => Task.CompletedTask,
            reason: "too few rights",
            end: () => Database.ExecuteAsync($"GRANT INSERT, UPDATE, DELETE ON {Database.Name}.* TO {user.Account}"));
    }

    [Fact]
    public async Task TableIsGone_IsTold_AndEndsWhenItIsBack()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("before", Token);

        await AssertToldAsync(
            store,
            begin: () => Database.ExecuteAsync("RENAME TABLE inbox TO gone"),
            reason: "tables are missing",
            end: () => Database.ExecuteAsync("RENAME TABLE gone TO inbox"));
    }

    [Fact]
    public async Task StatementsInTheBinaryLog_AreTold()
    {
        await using var other = await DatabaseServer.StartNewAsync("--log-bin=log", "--binlog-format=STATEMENT", "--server-id=1");
        await using var store = await StoreInstance.StartAsync($"{other.ConnectionString};Database=users");

        await AssertToldAsync(
            store,
            begin: () => Task.CompletedTask,
            reason: "set binlog_format to ROW",
            end: () => other.ExecuteAsync("SET GLOBAL binlog_format = 'ROW'"));
    }

    /// <summary>The same for an instance that runs when the setting is changed.</summary>
    [Fact]
    public async Task StatementsInTheBinaryLogOfNewSessions_AreTold()
    {
        await using var other = await DatabaseServer.StartNewAsync("--log-bin=log", "--binlog-format=ROW", "--server-id=1");
        await using var store = await StoreInstance.StartAsync($"{other.ConnectionString};Database=users");
        await store.CreateAsync("before", Token);

        await other.ExecuteAsync("SET GLOBAL binlog_format = 'STATEMENT'");

        await Eventually.IsTrueAsync(
            async () => (await store.FindObstacleAsync())?.Contains("set binlog_format to ROW", StringComparison.Ordinal) is true, "health tells the reason");
    }

    [Fact]
    public async Task TablespaceIsFull_IsTold_AndEndsWhenThereIsRoom()
    {
        await using var other = await DatabaseServer.StartNewAsync("--innodb-file-per-table=0", SpaceOf(24));
        await using var store = await StoreInstance.StartAsync($"{other.ConnectionString};Database=users");
        await store.CreateAsync("before", Token);
        await other.ExecuteAsync("CREATE TABLE users.filler (text VARBINARY(7000))");

        await AssertToldAsync(
            store,
            begin: () => FillAsync(other),
            reason: "disk is full",
            end: async () =>
            {
                await other.KillAsync();
                other.Settings = ["--innodb-file-per-table=0", SpaceOf(64)];
                await other.StartAsync();
            },
            write: async () =>
            {
                // Some pages may be left in the tables' own, and the server finds some more in what it has undone.
                for (var (i, failed) = (0, 0); failed < 5; i++)
                {
                    failed = await store.CreateAsync($"filler {i}", Token).ContinueWith(task => task.IsFaulted, TaskScheduler.Default) ? failed + 1 : 0;
                }
            },
            canEndByItself: true);
    }

    private static string SpaceOf(int megabytes) => $"--innodb-data-file-path=ibdata1:12M:autoextend:max:{megabytes}M";

    // In rows that fit into a page: some versions of MariaDB crash when there is no room for the pages of a larger value. And one at a time: what is
    // undone leaves room that the server finds again later.
    private static async Task FillAsync(DatabaseServer server)
    {
        foreach (var size in new[] { 7000, 70 })
        {
            for (var isFull = false; !isFull;)
            {
                isFull = await server.ExecuteAsync($"INSERT INTO users.filler VALUES (REPEAT('x', {size}))")
                    .ContinueWith(task => task.IsFaulted, TaskScheduler.Default);
            }
        }
    }

    private static async Task AssertToldAsync(
        StoreInstance store, Func<Task> begin, string reason, Func<Task> end, Func<Task>? write = null, bool canEndByItself = false)
    {
        await begin();
        await (write?.Invoke() ?? Task.CompletedTask);
        var command = store.CreatePersistentlyAsync("Ada", Guid.NewGuid());

        await Eventually.IsTrueAsync(
            async () => (await store.FindObstacleAsync())?.Contains(reason, StringComparison.Ordinal) is true, "health tells the reason");
        await Eventually.IsTrueAsync(
            () => store.Log.Of("WritesFail").Any(line => line.Text.Contains(reason, StringComparison.Ordinal)), "the log tells the reason");
        var lines = store.Log.Of("WritesFail");
        Assert.All(lines, line => Assert.Null(line.Exception));
        Assert.InRange(lines.Count(line => line.Text.Contains(reason, StringComparison.Ordinal)), 1, 2);
        Assert.False(command.IsCompleted && !canEndByItself);

        await end();

        Assert.IsType<UserCreated>(await command);
        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is null, "health is well again");
    }

    private async Task UpgradeAsync()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("first", Token);
    }
}
