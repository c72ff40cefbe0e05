using System.Data.Common;
using Microsoft.EntityFrameworkCore.Migrations;
using Pomelo.EntityFrameworkCore.MySql.Migrations.Internal;
using Users.Consumer.Store;

namespace Users.Consumer.Schema;

/// <summary>
/// Lets one instance at a time migrate. The provider's own lock waits for three days, which no command's timeout allows, under a name that
/// can be longer than MySQL takes.
/// </summary>
#pragma warning disable EF1001 // Internal, but no later version of the provider will change it: docs/adr/0012.
internal sealed class UsersHistoryRepository(HistoryRepositoryDependencies dependencies) : MySqlHistoryRepository(dependencies)
#pragma warning restore EF1001
{
    // Is known to the whole server, and has at most 64 characters. Versions before migrations lock the same.
    private const string LockName = "LEFT(SHA2(CONCAT('schema of ', DATABASE()), 256), 56)";

    public override IMigrationsDatabaseLock AcquireDatabaseLock() => throw new NotSupportedException("Migrations are applied asynchronously.");

    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default)
    {
        await using var command = Dependencies.Connection.DbConnection.CreateCommand();
        command.CommandText = $"SELECT GET_LOCK({LockName}, 20)";
        command.CommandTimeout = 30;

        return await command.ExecuteScalarAsync(cancellationToken) is 1L or 1
            ? new Lock(this, Dependencies.Connection.DbConnection)
            : throw new StoreUnavailableException("Another instance is still upgrading the schema.");
    }

    // The connection goes back to the pool, and would keep the lock there.
    private sealed class Lock(IHistoryRepository repository, DbConnection connection) : IMigrationsDatabaseLock
    {
        public IHistoryRepository HistoryRepository => repository;

        // Applying migrations asynchronously releases the lock in this way all the same.
        public void Dispose()
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"DO RELEASE_LOCK({LockName})";
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
}
