using System.Buffers;
using System.Data;
using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Does to the tables what executing a command does, and takes it back: so nobody ever sees it, and nothing is left of it.</summary>
internal sealed class WriteProbe<TDbContext>(
    InboxDatabase database, MigrationHistory<TDbContext> history, TimeProvider timeProvider, CommandProbe? command = null) : IWriteProbe
    where TDbContext : DbContext
{
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

        if (history.HasMigrations && (await history.FindMissingAsync(connection, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return false;
        }

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var writes = new MySqlCommand(CreateText().ToString(), connection, transaction);
        await writes.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private SqlText CreateText()
    {
        // Where other new rows go, and no purge.
        var (id, now) = (Guid.CreateVersion7(), timeProvider.GetUtcNow().UtcDateTime);
        var sql = new SqlText(new ArrayBufferWriter<char>())
            .Append("INSERT INTO inbox (").Append(InboxEntry.Columns)
            .Append($") VALUES ({id}, 0, {id}, {Digest.OfText(string.Empty)}, {(Digest?)null}, '', '', {now}); ");
        command?.AppendTo(sql);
        return sql;
    }
}
