using Users.Consumer.Schema;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Tells databases apart, wherever they are moved to: one that was restored or taken over by another server is the same.</summary>
internal sealed class DatabaseIdentity(UsersDatabase database, SchemaState schema)
{
    public async Task<Guid> FindAsync(CancellationToken cancellationToken)
    {
        await schema.WhenInPlace.WaitAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);

        return await session.QueryAsync(
            session.CreateText().Append("SELECT id FROM identity"),
            async reader => await reader.ReadAsync() ? SqlId.Read(reader, 0) : throw new StoreUnavailableException("The database has no identity."),
            cancellationToken);
    }
}
