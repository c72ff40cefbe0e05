using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Lets one instance at a time change the schema: a lock by name, which the session holds.</summary>
internal sealed class SchemaLock(DbConnection connection) : IDisposable, IAsyncDisposable
{
    // Is known to the whole server, and has at most 64 characters. Versions before migrations lock the same.
    private const string Name = "LEFT(SHA2(CONCAT('schema of ', DATABASE()), 256), 56)";

    /// <exception cref="StoreUnavailableException">Another instance has it.</exception>
    public static async Task<SchemaLock> TakeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT GET_LOCK({Name}, 20)";
        command.CommandTimeout = 30;

        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is 1L or 1
            ? new SchemaLock(connection)
            : throw new StoreUnavailableException("Another instance is still upgrading the schema.");
    }

    // The connection goes back to the pool, and would keep the lock there.
    public void Dispose()
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"DO RELEASE_LOCK({Name})";
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // The connection is lost, and the lock with it.
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
