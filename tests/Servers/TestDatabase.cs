using System.Data.Common;
using MySqlConnector;

namespace Servers;

/// <summary>A database for one test, which is created by the code under test and dropped at the end.</summary>
public sealed class TestDatabase(string serverConnectionString) : IAsyncDisposable
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    public string Name => _name;

    /// <summary>Gets what the code under test is given: no more than an operator has to write.</summary>
    public string ConnectionString => new MySqlConnectionStringBuilder(serverConnectionString) { Database = _name }.ConnectionString;

    /// <summary>Gives another database on the same server.</summary>
    public TestDatabase CreateAnother() => new(serverConnectionString);

    /// <summary>Creates the database, where the code under test is not to.</summary>
    public Task CreateAsync() => ExecuteOnServerAsync($"CREATE DATABASE {_name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    /// <summary>Creates a user with these rights on this database and none on others.</summary>
    public Task<TestUser> CreateUserAsync(string rights) => TestUser.CreateAsync(serverConnectionString, _name, rights);

    public async Task<DbConnection> ConnectAsync()
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), null);
    }

    /// <summary>Reads the first column of a query's rows.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        return await connection.QueryAsync(sql, 0);
    }

    /// <summary>Waits until as many sessions wait for locks in this database.</summary>
    public Task IsWaitedForAsync(int sessions = 1) => Eventually.IsTrueAsync(
        async () => await CountWaitingSessionsAsync() >= sessions, "a transaction waits for the lock");

    public ValueTask DisposeAsync() => new(ExecuteOnServerAsync($"DROP DATABASE IF EXISTS {_name}"));

    // The monitor's report, because information_schema.innodb_trx does not change while it is being polled.
    private async Task<int> CountWaitingSessionsAsync()
    {
        await using var connection = await ConnectAsync();
        var sessions = await connection.QueryAsync("SELECT id FROM information_schema.processlist WHERE db = DATABASE()", 0);
        var report = await connection.QueryAsync("SHOW ENGINE INNODB STATUS", 2);

        return report.Single().Split("---TRANSACTION").Count(transaction =>
            transaction.Contains("LOCK WAIT", StringComparison.Ordinal)
            && sessions.Any(id => transaction.Contains($" thread id {id}, ", StringComparison.Ordinal)));
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder(serverConnectionString) { Database = string.Empty, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
