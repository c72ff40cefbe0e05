using Microsoft.EntityFrameworkCore.Migrations;
using Pomelo.EntityFrameworkCore.MySql.Migrations.Internal;

namespace KafkaRider.Internal;

/// <summary>
/// Lets one instance at a time migrate. The provider's own lock waits for three days, which no command's timeout allows, under a name that
/// can be longer than MySQL takes.
/// </summary>
#pragma warning disable EF1001 // Internal, but no later version of the provider will change it: docs/adr/0012.
internal sealed class LockedHistoryRepository(HistoryRepositoryDependencies dependencies) : MySqlHistoryRepository(dependencies)
#pragma warning restore EF1001
{
    public override IMigrationsDatabaseLock AcquireDatabaseLock() => throw new NotSupportedException("Migrations are applied asynchronously.");

    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default) =>
        new Lock(this, await SchemaLock.TakeAsync(Dependencies.Connection.DbConnection, cancellationToken).ConfigureAwait(false));

    private sealed class Lock(IHistoryRepository repository, SchemaLock held) : IMigrationsDatabaseLock
    {
        public IHistoryRepository HistoryRepository => repository;

        // Applying migrations asynchronously releases the lock in this way all the same.
        public void Dispose() => held.Dispose();

        public ValueTask DisposeAsync() => held.DisposeAsync();
    }
}
