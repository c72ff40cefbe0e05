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

    /// <summary>Waits until somebody waits for a lock in this database.</summary>
    public Task IsWaitedForAsync() => Eventually.IsTrueAsync(
        async () => await _database.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM information_schema.innodb_trx AS trx
            JOIN information_schema.processlist AS session ON session.id = trx.trx_mysql_thread_id
            WHERE session.db = DATABASE() AND trx.trx_state = 'LOCK WAIT'
            """) > 0,
        "a transaction waits for the lock");

    public Task ReleaseAsync() => _connection.ExecuteAsync("ROLLBACK");

    public Task CommitAsync() => _connection.ExecuteAsync("COMMIT");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
