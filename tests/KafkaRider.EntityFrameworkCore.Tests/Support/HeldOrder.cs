using System.Data.Common;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Is another session's transaction that has inserted an order but not committed it: whoever inserts the same number waits for it.</summary>
internal sealed class HeldOrder(DbConnection connection) : IAsyncDisposable
{
    public static async Task<HeldOrder> HoldAsync(TestDatabase database, string number)
    {
        var held = new HeldOrder(await database.ConnectAsync());
        await held.ExecuteAsync($"SET autocommit = 0; INSERT INTO orders VALUES ('{number}', 7)");
        return held;
    }

    public Task ExecuteAsync(string sql) => connection.ExecuteAsync(sql);

    public Task CommitAsync() => ExecuteAsync("COMMIT");

    public Task RollbackAsync() => ExecuteAsync("ROLLBACK");

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
