using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MySqlConnector;
using Users.Contracts;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Looks into the database behind the consumers, and disturbs it.</summary>
public sealed class UsersDatabase(string connectionString)
{
    private static readonly TimeSpan WaitsRefresh = TimeSpan.FromMilliseconds(150);

    public Task<IReadOnlyList<UserRow>> ReadUsersAsync() => QueryAsync(
        "SELECT id, name, created_at, version, name_key IS NULL FROM users",
        row => new UserRow(Id(row, 0), row.GetString(1), row.GetDateTime(2), row.GetInt32(3), row.GetInt32(4) == 1));

    public Task<IReadOnlyList<InboxRow>> ReadInboxAsync() => QueryAsync(
        "SELECT operation_id, message_id, outcome_type, outcome, created_at FROM inbox",
        row =>
        {
            var outcome = JsonSerializer.Deserialize<JsonElement>(row.GetString(3));

            return new InboxRow(Id(row, 0), Id(row, 1), row.GetString(2), outcome.GetProperty("userId").GetGuid(), row.GetDateTime(4))
            {
                Name = outcome.TryGetProperty("name", out var name) ? name.GetString() : null,
                Version = outcome.TryGetProperty("version", out var version) ? version.GetInt32() : null,
            };
        });

    public async Task<int> CountUsersAsync() => (await ReadUsersAsync()).Count;

    /// <summary>Forgets all that the services have kept, as far as the schemas exist already.</summary>
    public async Task ClearAsync()
    {
        var deletions = await QueryAsync(
            """
            SELECT CONCAT('DELETE FROM ', table_schema, '.', table_name) FROM information_schema.tables
            WHERE table_schema IN (DATABASE(), 'promotions', 'registrations')
            AND table_name IN ('users', 'inbox', 'promo_codes', 'redemptions', 'saga', 'saga_timer', 'mails')
            """,
            row => row.GetString(0));

        if (deletions.Count > 0)
        {
            await ExecuteAsync(string.Join(';', deletions));
        }
    }

    /// <summary>Returns how many sessions wait for others within their transactions.</summary>
    public async Task<long> CountWaitingAsync()
    {
        // The server goes on showing what it showed last to whoever asks more often.
        await Task.Delay(WaitsRefresh);

        return (await QueryAsync("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'", row => row.GetInt64(0)))[0];
    }

    /// <summary>Ends every session but its own, as a server does that restarts or loses patience.</summary>
    public async Task EndSessionsAsync()
    {
        var sessions = await QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = 'users' AND id <> CONNECTION_ID()", row => row.GetInt64(0));

        foreach (var session in sessions)
        {
            try
            {
                await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"KILL {session}"));
            }
            catch (MySqlException)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>Begins a transaction that holds a name, so that nobody else can insert it.</summary>
    public async Task<MySqlConnection> HoldNameAsync(string name)
    {
        var holder = await OpenAsync();
        await using var command = new MySqlCommand(
            "START TRANSACTION; INSERT INTO users (id, name, name_key, version, created_at, updated_at) VALUES (@id, 'held', @key, 1, NOW(6), NOW(6))", holder);
        command.Parameters.AddWithValue("@id", Guid.NewGuid().ToByteArray());
        command.Parameters.AddWithValue("@key", NameKey(name));
        await command.ExecuteNonQueryAsync();

        return holder;
    }

    /// <summary>Gives what the database holds unique of a name.</summary>
    public static byte[] NameKey(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(UserName.Normalize(name)));

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
