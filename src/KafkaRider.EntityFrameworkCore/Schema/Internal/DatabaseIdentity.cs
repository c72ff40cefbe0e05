using KafkaRider.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Tells databases apart, wherever they are moved to: one that was restored or taken over by another server is the same.</summary>
internal sealed class DatabaseIdentity(InboxDatabase database, SchemaState schema)
{
    // The id is made here: no statement that a replica would execute otherwise.
    private static readonly string Create =
        $"""
        CREATE TABLE IF NOT EXISTS identity (
            one TINYINT    NOT NULL COMMENT 'there is one row',
            id  BINARY(16) NOT NULL COMMENT 'of this database: consumers of another one do not execute for it',
            PRIMARY KEY (one)
        ) ENGINE = InnoDB;
        INSERT IGNORE INTO identity (one, id) VALUES (1, x'{Guid.NewGuid():N}')
        """;

    /// <summary>Gives the database an id, unless it has one.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);

        if (!await HasIdAsync(session, cancellationToken).ConfigureAwait(false))
        {
            await session.ExecuteAsync(session.CreateText().Append(Create), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Guid> FindAsync(CancellationToken cancellationToken)
    {
        await schema.WhenInPlace.WaitAsync(cancellationToken).ConfigureAwait(false);
        await using var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);

        return await ReadAsync(session, cancellationToken).ConfigureAwait(false) ?? throw new StoreUnavailableException("The database has no identity.");
    }

    private static async Task<bool> HasIdAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(session, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchTable)
        {
            return false;
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.TableAccessDenied)
        {
            // Whoever asks for the id is told.
            return true;
        }
    }

    private static Task<Guid?> ReadAsync(DatabaseSession session, CancellationToken cancellationToken) => session.QueryAsync<Guid?>(
        session.CreateText().Append("SELECT id FROM identity"),
        async reader => await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) ? SqlId.Read(reader, 0) : null,
        cancellationToken);
}
