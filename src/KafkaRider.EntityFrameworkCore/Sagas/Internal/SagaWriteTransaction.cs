using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Writes rows of sagas and their timers in one transaction. A row that somebody else has changed since it was read is left alone.</summary>
internal sealed class SagaWriteTransaction(DatabaseSession session, TransactionParts parts) : BatchTransaction(session, parts)
{
    private const string Begin = "START TRANSACTION; ";

    public override async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        // By their keys' order: writers that meet on several rows then wait for one another, but not in a circle.
        var writes = batch.Cast<SagaWrite>().OrderBy(write => write.Row.Id).ThenBy(write => write.Row.Type, StringComparer.Ordinal).ToList();

        foreach (var write in writes)
        {
            write.Decided = new(this, default, Replayed: false);
            write.IsStale = false;
        }

        var current = readFirst ? await LockAsync(writes, cancellationToken).ConfigureAwait(false) : writes;

        var sql = Session.CreateText().Append(readFirst ? string.Empty : Begin);
        AppendRows(sql, current);
        AppendTimers(sql, current);
        await Session.ExecuteAsync(sql.Append("COMMIT"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Locks the rows, notes where somebody else was quicker, and returns what is to be written.</summary>
    private async Task<List<SagaWrite>> LockAsync(List<SagaWrite> writes, CancellationToken cancellationToken)
    {
        var versions = await ReadVersionsAsync(writes, cancellationToken).ConfigureAwait(false);

        foreach (var write in writes)
        {
            var key = (write.Row.Id, write.Row.Type);
            write.IsStale = versions.GetValueOrDefault(key) != write.Row.Version - 1;

            if (!write.IsStale)
            {
                versions[key] = write.Row.Version;
            }
        }

        return [.. writes.Where(write => !write.IsStale)];
    }

    private async Task<Dictionary<(Guid Id, string Type), int>> ReadVersionsAsync(List<SagaWrite> writes, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<(Guid Id, string Type), int>();
        var sql = Session.CreateText().Append(Begin + "SELECT id, type, version FROM saga WHERE id IN ")
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

    // What was read goes, and what follows it comes. A row that is no longer what was read stays, and its key refuses the other one: the batch is
    // then executed again, and looks first. Of two that make the same saga at once the second meets the key of the first.
    private void AppendRows(SqlText sql, List<SagaWrite> writes)
    {
        AppendRemovals(sql, [.. writes.Select(write => write.Row).Where(row => row.Version > 1)]);
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

        sql.Append(writes.Count > 0 ? "; " : string.Empty);
    }

    private static void AppendRemovals(SqlText sql, List<SagaRecord> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        sql.Append("DELETE FROM saga WHERE id IN ").AppendSet(rows.Select(row => row.Id)).Append(" AND (id, type, version) IN ");
        var separator = "(";

        foreach (var row in rows)
        {
            sql.Append(separator).Append($"({row.Id}, {row.Type}, {row.Version - 1})");
            separator = ", ";
        }

        sql.Append("); ");
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
