using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using MySqlConnector;
using Users.Bench.Servers.Http;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Bench.Servers.Direct;

/// <summary>Creates each user with one INSERT of its own, which is its own transaction, over a fixed number of connections.</summary>
internal sealed class DirectInsert(IConfiguration configuration, SchemaState schema) : IUserCreation, IHostedService, IAsyncDisposable
{
    private readonly MySqlDataSource _database = CreateDataSource(configuration);

    public async Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken)
    {
        var name = ValidName.Parse(command.Name);
        var now = DateTimeOffset.UtcNow;
        var user = new User(Guid.CreateVersion7(now), name.Given, name.Key, Version: 1, now.UtcDateTime, now.UtcDateTime);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);

        try
        {
            await InsertAsync(connection, user);
            return new UserCreated(user.Id, user.Name, user.Version, now);
        }
        catch (MySqlException exception) when (DatabaseErrors.IsDuplicateKey(exception))
        {
            return new UserDuplicated(await FindAsync(connection, name.Key), name.Given);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => schema.WhenInPlace.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // As fast as it gets: a connection comes from the pool as it was left, with the statement that was prepared on it.
    private static MySqlDataSource CreateDataSource(IConfiguration configuration) => new(
        new MySqlConnectionStringBuilder(configuration.GetConnectionString("Users")!)
        {
            MaximumPoolSize = configuration.GetValue("Direct:Connections", 32u),
            ConnectionReset = false,
        }.ConnectionString);

    private static async Task InsertAsync(MySqlConnection connection, User user)
    {
        await using var insert = new MySqlCommand(
            "INSERT INTO users (id, name, name_key, version, created_at, updated_at) VALUES (@id, @name, @key, @version, @at, @at)", connection);
        insert.Parameters.AddWithValue("@id", user.Id.ToByteArray(bigEndian: true));
        insert.Parameters.AddWithValue("@name", user.Name);
        insert.Parameters.AddWithValue("@key", ToBytes(user.NameKey!.Value));
        insert.Parameters.AddWithValue("@version", user.Version);
        insert.Parameters.AddWithValue("@at", user.CreatedAt);
        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
    }

    private static async Task<Guid> FindAsync(MySqlConnection connection, Digest nameKey)
    {
        await using var find = new MySqlCommand("SELECT id FROM users WHERE name_key = @key", connection);
        find.Parameters.AddWithValue("@key", ToBytes(nameKey));

        return new Guid((byte[])(await find.ExecuteScalarAsync())!, bigEndian: true);
    }

    private static byte[] ToBytes(Digest digest)
    {
        var bytes = new byte[Digest.Size];
        digest.WriteTo(bytes);
        return bytes;
    }
}
