using System.Data.Common;
using System.Text.Json;
using MySql.Data.MySqlClient;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Looks into the database behind the consumers, and disturbs it.</summary>
public sealed class UsersDatabase(string connectionString)
{
    public Task<IReadOnlyList<UserRow>> ReadUsersAsync() => QueryAsync(
        "SELECT id, name, created_at FROM users",
        row => new UserRow(Id(row, 0), row.GetString(1), row.GetDateTime(2)));

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync() => QueryAsync(
        "SELECT operation_id, message_id, outcome_type, outcome, created_at FROM inbox",
        row => new InboxRow(
            Id(row, 0),
            Id(row, 1),
            row.GetString(2),
            JsonSerializer.Deserialize<JsonElement>(row.GetString(3)).GetProperty("userId").GetGuid(),
            row.GetDateTime(4)));

    public async Task<int> CountUsersAsync() => (await ReadUsersAsync()).Count;

    /// <summary>Forgets all users and operations, if the schema exists already.</summary>
    public async Task ClearAsync()
    {
        if ((await QueryAsync("SHOW TABLES LIKE 'inbox'", row => row.GetString(0))).Count > 0)
        {
            await ExecuteAsync("DELETE FROM users; DELETE FROM inbox");
        }
    }

    /// <summary>Returns how many sessions wait for others within their transactions.</summary>
    public async Task<long> CountWaitingAsync() => (await QueryAsync(
        "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'", row => row.GetInt64(0)))[0];

    /// <summary>Opens a session for statements that belong together.</summary>
    public async Task<MySqlConnection> OpenAsync()
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();

        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();

        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static Guid Id(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);
}
