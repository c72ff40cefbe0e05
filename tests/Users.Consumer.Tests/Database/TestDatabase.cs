using System.Data.Common;
using MySqlConnector;

namespace Users.Consumer.Tests.Database;

/// <summary>A database for one test, which is created by the code under test and dropped at the end.</summary>
public sealed class TestDatabase(string serverConnectionString) : IAsyncDisposable
{
    private readonly string _name = $"users_test_{Guid.NewGuid():N}";

    /// <summary>Gets what the code under test is given: no more than an operator has to write.</summary>
    public string ConnectionString => new MySqlConnectionStringBuilder(serverConnectionString) { Database = _name }.ConnectionString;

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

    public async ValueTask DisposeAsync()
    {
        await using var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder(serverConnectionString) { Database = string.Empty, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"DROP DATABASE IF EXISTS {_name}");
    }
}
