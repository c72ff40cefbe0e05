using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Users.Contracts;

namespace Users.Consumer.Tests.Database;

/// <summary>Another session's transaction that has inserted a user but not committed it: whoever inserts the same name waits for it.</summary>
public sealed class HeldName : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly TestDatabase _database;

    private HeldName(TestDatabase database, DbConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    public static async Task<HeldName> HoldAsync(TestDatabase database, string name)
    {
        var held = new HeldName(database, await database.ConnectAsync());
        await held._connection.ExecuteAsync("START TRANSACTION");
        await held.InsertAsync(name);
        return held;
    }

    public static string KeyOf(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(UserName.Normalize(name))));

    public Task InsertAsync(string name) => _connection.ExecuteAsync(
        $"INSERT INTO users VALUES (x'{Guid.CreateVersion7():N}', '{name}', x'{KeyOf(name)}', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");

    /// <summary>Changes a user too, as another instance does.</summary>
    public Task RenameAsync(Guid id, string name) => _connection.ExecuteAsync(
        $"UPDATE users SET name = '{name}', name_key = x'{KeyOf(name)}', version = version + 1 WHERE id = x'{id:N}'");

    /// <summary>Inserts an operation too, as if another instance executed a command that is none of ours.</summary>
    public Task InsertOperationAsync(Guid operationId) => _connection.ExecuteAsync(
        $"INSERT INTO inbox VALUES (x'{operationId:N}', x'{Guid.NewGuid():N}', REPEAT('f', 32), 'UserCreated', '{{}}', UTC_TIMESTAMP(6))");

    /// <summary>Waits until as many sessions wait for locks in this database.</summary>
    public Task IsWaitedForAsync(int sessions = 1) => Eventually.IsTrueAsync(
        async () => await CountWaitingSessionsAsync() >= sessions, "a transaction waits for the lock");

    public Task ReleaseAsync() => _connection.ExecuteAsync("ROLLBACK");

    public Task CommitAsync() => _connection.ExecuteAsync("COMMIT");

    // The monitor's report, because information_schema.innodb_trx does not change while it is being polled.
    private async Task<int> CountWaitingSessionsAsync()
    {
        await using var connection = await _database.ConnectAsync();
        var sessions = await connection.QueryAsync("SELECT id FROM information_schema.processlist WHERE db = DATABASE()", 0);
        var report = await connection.QueryAsync("SHOW ENGINE INNODB STATUS", 2);

        return report.Single().Split("---TRANSACTION").Count(transaction =>
            transaction.Contains("LOCK WAIT", StringComparison.Ordinal)
            && sessions.Any(id => transaction.Contains($" thread id {id}, ", StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
