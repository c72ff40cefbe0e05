using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Executes commands with one round trip to read, a decision for each in order, and one round trip to write.</summary>
/// <remarks>
/// What was read can be stale by the time of the write. The unique keys then refuse an insert, and the batch has to be executed again. So
/// commands that only create can do without reading at all. Rows that lock what they read are read in the transaction.
/// </remarks>
internal sealed class RowsTransaction<TRows>(DatabaseSession session, TransactionParts parts) : BatchTransaction(session, parts)
    where TRows : BatchRows, new()
{
    private const string Begin = "START TRANSACTION; ";

    private readonly TRows _rows = new();

    public override async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        var hasBegun = readFirst && _rows.LocksRows;
        if (readFirst)
        {
            await ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        foreach (var pending in batch)
        {
            Decide((RowsCommand<TRows>)pending);
        }

        if (HasExecuted)
        {
            var sql = Session.CreateText().Append(hasBegun ? string.Empty : Begin);
            _rows.AppendWrites(sql);
            AppendInboxWrite(sql);
            await Session.ExecuteAsync(sql.Append("; COMMIT"), cancellationToken).ConfigureAwait(false);
        }
        else if (hasBegun)
        {
            await Session.RollbackAsync().ConfigureAwait(false);
        }
    }

    private void Decide(RowsCommand<TRows> pending)
    {
        pending.Failure = null;

        try
        {
            if (!TryAnswer(pending))
            {
                Note(pending, pending.Decision.Decide(_rows, Now));
            }
        }
        catch (Exception exception)
        {
            pending.Failure = exception;
        }
    }

    private async Task ReadAsync(IReadOnlyList<PendingCommand> batch, CancellationToken cancellationToken)
    {
        foreach (var pending in batch)
        {
            ((RowsCommand<TRows>)pending).Decision.Name(_rows);
        }

        var sql = Session.CreateText().Append(_rows.LocksRows ? Begin : string.Empty);
        AppendInboxRead(sql, batch);
        _rows.AppendReads(sql);

        await Session.QueryAsync(
            sql,
            async reader =>
            {
                await ReadInboxAsync(reader).ConfigureAwait(false);
                await reader.NextResultAsync().ConfigureAwait(false);
                await _rows.ReadAsync(reader).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
