using System.Runtime.Versioning;
using MySqlConnector;
using Users.AppHost.Databases;

namespace Users.AppHost.Tests.Databases;

[SupportedOSPlatform("linux")]
public sealed class PrivateDatabaseTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_Twice_KeepsWhatWasCommitted()
    {
        await using (var database = await StartAsync())
        {
            await ExecuteAsync(database, "CREATE TABLE notes (text VARCHAR(50)) ENGINE=InnoDB; INSERT INTO notes VALUES ('kept')");
        }

        await using var again = await StartAsync();

        Assert.Equal("kept", await ReadAsync(again, "SELECT text FROM notes"));
    }

    [Fact]
    public async Task ComeBack_AfterItWasKilled_KeepsWhatWasCommitted()
    {
        await using var database = await StartAsync();
        await ExecuteAsync(database, "CREATE TABLE notes (text VARCHAR(50)) ENGINE=InnoDB; INSERT INTO notes VALUES ('kept')");

        await database.Process!.KillAsync();
        await database.ComeBackAsync(TestContext.Current.CancellationToken);

        Assert.Equal("kept", await ReadAsync(database, "SELECT text FROM notes"));
    }

    [Fact]
    public async Task GoDown_RefusesConnections_UntilItComesBack()
    {
        await using var database = await StartAsync();

        await database.GoDownAsync();

        await Assert.ThrowsAsync<MySqlException>(() => ReadAsync(database, "SELECT 1"));
        await database.ComeBackAsync(TestContext.Current.CancellationToken);
        Assert.Equal("1", await ReadAsync(database, "SELECT 1"));
    }

    [Fact]
    public async Task Start_WritesEachCommitToDisk()
    {
        await using var database = await StartAsync();

        Assert.Equal("1", await ReadAsync(database, "SELECT @@innodb_flush_log_at_trx_commit"));
        Assert.Equal("127.0.0.1", await ReadAsync(database, "SELECT @@bind_address"));
    }

    [Fact]
    public async Task Start_HasRoomForTheIndexOfTheNamesAndItsChanges()
    {
        await using var database = await StartAsync();

        Assert.Equal($"{2L << 30}", await ReadAsync(database, "SELECT @@innodb_buffer_pool_size"));
        var redoLog = await ReadAsync(database, "SELECT VERSION()") is { } version && version.Contains("MariaDB", StringComparison.Ordinal)
            ? "SELECT @@innodb_log_file_size"
            : "SELECT @@innodb_redo_log_capacity";
        Assert.Equal($"{512 << 20}", await ReadAsync(database, redoLog));
    }

    [Fact]
    public async Task Start_StatementsReadNoFilesElsewhere()
    {
        await using var database = await StartAsync();

        Assert.Empty((await ReadAsync(database, "SELECT LOAD_FILE('/etc/passwd')"))!);
    }

    [Fact]
    public async Task Start_FromADistribution_TakesItsServer()
    {
        var server = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "bin")).FullName, "mysqld");
        await File.WriteAllTextAsync(server, "#!/bin/sh\necho mysqld Ver 9.7\nexit 1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(server, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var options = new DatabaseServerOptions { Home = _folder.Path, DataFolder = _folder.Path };

        var exception = await Assert.ThrowsAsync<StartupException>(
            () => DatabaseServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal("MySQL could not create its data folder: mysqld Ver 9.7", exception.Message);
    }

    [Fact]
    public async Task Start_HomeIsNoDistribution_IsRefused()
    {
        var options = new DatabaseServerOptions { Home = _folder.Path, DataFolder = _folder.Path };

        var exception = await Assert.ThrowsAsync<StartupException>(
            () => DatabaseServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains($"DATABASE_HOME names {_folder.Path}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ConnectionStringIsGiven_StartsNothing()
    {
        var options = new DatabaseServerOptions { ConnectionString = "Server=elsewhere", DataFolder = _folder.Path };

        await using var database = await DatabaseServer.StartAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal("Server=elsewhere", database.ConnectionString);
        Assert.Null(database.Process);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private Task<DatabaseServer> StartAsync() => DatabaseServer.StartAsync(
        new DatabaseServerOptions { DataFolder = _folder.Path }, TestContext.Current.CancellationToken);

    private static async Task ExecuteAsync(DatabaseServer database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string?> ReadAsync(DatabaseServer database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new MySqlCommand(sql, connection);

        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), null);
    }

    private static async Task<MySqlConnection> ConnectAsync(DatabaseServer database)
    {
        var connection = new MySqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        return connection;
    }
}
