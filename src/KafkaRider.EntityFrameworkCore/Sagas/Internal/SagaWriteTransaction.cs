using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Writes rows of sagas and their timers in one transaction. A row that somebody else has changed since it was read is left alone.</summary>
internal sealed class SagaWriteTransaction(DatabaseSession session, TransactionParts parts) : BatchTransaction(session, parts)
{
    public override async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        // By their keys' order: writers that meet on several rows then wait for one another, but not in a circle.
        var writes = batch.Cast<SagaWrite>().OrderBy(write => write.Row.Id).ThenBy(write => write.Row.Type, StringComparer.Ordinal).ToList();
        var versions = await LockAsync(writes, cancellationToken).ConfigureAwait(false);
        var current = new List<SagaWrite>(writes.Count);

        foreach (var write in writes)
        {
            write.Decided = new(this, default, Replayed: false);
            write.Failure = null;

            if (versions.GetValueOrDefault((write.Row.Id, write.Row.Type)) == write.Row.Version - 1)
            {
                current.Add(write);
            }
            else
            {
                write.Failure = new StoreUnavailableException("Another instance has handled an event of the saga in the meantime.");
            }
        }

        var sql = Session.CreateText();
        AppendRows(sql, current);
        AppendTimers(sql, current);
        await Session.ExecuteAsync(sql.Append("COMMIT"), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<(Guid Id, string Type), int>> LockAsync(List<SagaWrite> writes, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<(Guid Id, string Type), int>();
        var sql = Session.CreateText().Append("START TRANSACTION; SELECT id, type, version FROM saga WHERE id IN ")
            .AppendSet(writes.Select(write => write.Row.Id)).Append(" ORDER BY id, type FOR UPDATE");

        return await Session.QueryAsync(
            sql,
            async reader =>
            {
                while (await reader.ReadAsync().ConfigureAwait(false))
                {
                    versions[(SqlId.Read(reader, 0), reader.GetString(1))] = reader.GetInt32(2);
                }

                return versions;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Of two that make the same saga at once the second meets a duplicate key, and finds the row when it tries again.
    private void AppendRows(SqlText sql, List<SagaWrite> writes)
    {
        Append(sql, writes.Where(write => write.Row.Version == 1), string.Empty);
        Append(
            sql, writes.Where(write => write.Row.Version > 1),
            " ON DUPLICATE KEY UPDATE state = VALUES(state), version = VALUES(version), body = VALUES(body), handled = VALUES(handled), "
            + "outgoing = VALUES(outgoing), updated_at = VALUES(updated_at), ended_at = VALUES(ended_at), closed = VALUES(closed)");
    }

    private void Append(SqlText sql, IEnumerable<SagaWrite> writes, string onDuplicate)
    {
        const string Insert = "INSERT INTO saga (id, type, state, version, body, handled, outgoing, started_at, updated_at, ended_at, closed) VALUES ";
        var separator = Insert;

        foreach (var row in writes.Select(write => write.Row))
        {
            sql.Append(separator).Append($"({row.Id}, {row.Type}, {row.State}, {row.Version}, {row.Body}, ").Append("x'")
                .Append(Convert.ToHexString(row.Handled)).Append($"', {row.Outgoing}, {row.StartedAt}, {Now}, ");
            sql = row.EndedAt is { } ended ? sql.Append($"{ended}") : sql.Append("NULL");
            sql.Append(row.IsClosed ? ", 1)" : ", 0)");
            separator = ", ";
        }

        if (separator != Insert)
        {
            sql.Append(onDuplicate).Append("; ");
        }
    }

    private static void AppendTimers(SqlText sql, List<SagaWrite> writes)
    {
        var cancelled = writes.SelectMany(write => write.Cancelled).Order().ToList();

        if (cancelled.Count > 0)
        {
            sql.Append("DELETE FROM saga_timer WHERE id IN ").AppendSet(cancelled).Append("; ");
        }

        const string Insert = "INSERT INTO saga_timer (id, due_at, records) VALUES ";
        var separator = Insert;

        foreach (var timer in writes.SelectMany(write => write.Timers).OrderBy(timer => timer.TokenId))
        {
            sql.Append(separator).Append($"({timer.TokenId}, {timer.DueAt}, {timer.Records})");
            separator = ", ";
        }

        if (separator != Insert)
        {
            sql.Append(" ON DUPLICATE KEY UPDATE due_at = VALUES(due_at), records = VALUES(records); ");
        }
    }
}
