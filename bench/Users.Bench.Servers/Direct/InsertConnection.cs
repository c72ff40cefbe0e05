using MySql.Data.MySqlClient;
using Users.Consumer.Store;

namespace Users.Bench.Servers.Direct;

/// <summary>A connection with its one statement, prepared once.</summary>
internal sealed class InsertConnection : IAsyncDisposable
{
    private readonly MySqlConnection _connection;
    private readonly MySqlCommand _insert;

    private InsertConnection(MySqlConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO users (id, name, name_key, version, created_at, updated_at) VALUES (@id, @name, @key, @version, @at, @at)";
        _insert.Parameters.Add("@id", MySqlDbType.Binary, 16);
        _insert.Parameters.Add("@name", MySqlDbType.VarChar, 255);
        _insert.Parameters.Add("@key", MySqlDbType.Binary, Digest.Size);
        _insert.Parameters.Add("@version", MySqlDbType.Int32);
        _insert.Parameters.Add("@at", MySqlDbType.DateTime, 6);
    }

    public static async Task<InsertConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString) { Pooling = false, CharacterSet = "utf8mb4" };
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var opened = new InsertConnection(connection);
        await opened._insert.PrepareAsync(cancellationToken);

        return opened;
    }

    public async Task InsertAsync(User user)
    {
        var values = _insert.Parameters;
        values[0].Value = user.Id.ToByteArray(bigEndian: true);
        values[1].Value = user.Name;
        values[2].Value = ToBytes(user.NameKey!.Value);
        values[3].Value = user.Version;
        values[4].Value = user.CreatedAt;
        await _insert.ExecuteNonQueryAsync();
    }

    public async Task<Guid> FindAsync(Digest nameKey)
    {
        await using var find = _connection.CreateCommand();
        find.CommandText = "SELECT id FROM users WHERE name_key = @key";
        find.Parameters.AddWithValue("@key", ToBytes(nameKey));

        return new Guid((byte[])(await find.ExecuteScalarAsync())!, bigEndian: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static byte[] ToBytes(Digest digest)
    {
        var bytes = new byte[Digest.Size];
        digest.WriteTo(bytes);
        return bytes;
    }
}
