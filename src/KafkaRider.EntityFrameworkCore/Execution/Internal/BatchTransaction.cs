using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Executes commands of one kind as one transaction, and keeps their outcomes in it.</summary>
internal abstract class BatchTransaction(DatabaseSession session, TransactionParts parts)
{
    private readonly Dictionary<(Guid Id, int Step), InboxEntry> _inbox = [];
    private readonly List<InboxEntry> _executed = [];
    private DateTime _now;

    protected DatabaseSession Session => session;

    /// <summary>Gets the time of the batch. The database keeps microseconds, so no outcome may say more.</summary>
    protected DateTime Now
    {
        get
        {
            if (_now == default)
            {
                var now = parts.Time.GetUtcNow().UtcDateTime;
                _now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
            }

            return _now;
        }
    }

    protected bool HasExecuted => _executed.Count > 0;

    /// <summary>Executes the commands and leaves the result of each in its place; they count once this has returned.</summary>
    /// <param name="batch">The commands.</param>
    /// <param name="readFirst">Whether to read what the commands are about; without that, as if there were no such rows and operations.</param>
    /// <param name="cancellationToken">Ends waiting for the database.</param>
    public abstract Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken);

    protected static void AppendInboxRead(SqlText sql, IReadOnlyList<PendingCommand> batch) => sql
        .Append("SELECT " + InboxEntry.Columns + " FROM inbox WHERE operation_id IN ")
        .AppendSet(batch.Select(pending => pending.Operation.Id))
        .Append("; ");

    protected async Task ReadInboxAsync(DbDataReader reader)
    {
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            var entry = InboxEntry.Read(reader);
            _inbox.Add((entry.OperationId, entry.Step), entry);
        }
    }

    /// <summary>Answers a command whose operation has an outcome.</summary>
    /// <exception cref="InvalidCommandException">It has none that is known, and may have had one that was forgotten.</exception>
    protected bool TryAnswer(PendingCommand pending)
    {
        var operation = pending.Operation;

        if (_inbox.TryGetValue((operation.Id, operation.Step), out var entry))
        {
            pending.Decided = entry.Answer(operation, parts);
            return true;
        }

        return !parts.Horizon.IsBehind(operation.SentAt)
            ? false
            : throw new InvalidCommandException(
                "The command is older than the inbox remembers (Inbox:Retention): it may have been executed, so it is not executed as a new one.");
    }

    protected void Note(PendingCommand pending, object outcome)
    {
        var operation = pending.Operation;
        var entry = InboxEntry.Of(operation, parts.Outcomes.Write(outcome));
        _inbox.Add((operation.Id, operation.Step), entry);
        _executed.Add(entry);
        pending.Decided = new CommandResult(outcome, entry.Fingerprint, Replayed: false);
    }

    // The later of two clocks says when: one that is slow would have the inbox forget what it has just been told.
    // Rows go in by their keys' order: writers that meet on several rows then wait for one another, but not in a circle.
    protected void AppendInboxWrite(SqlText sql)
    {
        var separator = $"INSERT INTO inbox ({InboxEntry.Columns}) VALUES ";

        foreach (var entry in _executed.OrderBy(entry => entry.OperationId).ThenBy(entry => entry.Step))
        {
            sql.Append(separator).Append(
                $"({entry.OperationId}, {entry.Step}, {entry.MessageId}, {entry.Fingerprint}, {entry.Caller}, {entry.OutcomeType}, {entry.Outcome}, GREATEST(UTC_TIMESTAMP(6), TIMESTAMP{Now}))");
            separator = ", ";
        }
    }
}
