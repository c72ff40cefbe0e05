using System.Data.Common;
using Users.Consumer.Database;

namespace Users.Consumer.Store;

/// <summary>Executes commands as one transaction: one round trip to read, a decision for each in order, one round trip to write.</summary>
/// <remarks>
/// What was read can be stale by the time of the write. The unique keys then refuse an insert, and the batch has to be executed again.
/// So commands that only create can do without reading at all. Changes are refused as well: the row as it was read is deleted, and the row
/// as it is now inserted. If it is no longer as it was read, it is not deleted, and its id is taken. Names are freed before they are taken,
/// so users can pass them on within a batch.
/// </remarks>
internal sealed class BatchTransaction(DatabaseSession session, TimeProvider timeProvider)
{
    /// <summary>Names the columns of users in the order in which they are read and written here.</summary>
    public const string UserColumns = UserRows.Columns;

    /// <summary>Names the columns of the inbox in the order in which they are read and written here.</summary>
    public const string InboxColumns = "operation_id, message_id, fingerprint, outcome_type, outcome, created_at";

    private const string SelectUsers = $"SELECT {UserColumns} FROM users WHERE ";

    private readonly UserSet _users = new();
    private readonly Dictionary<Guid, InboxEntry> _inbox = [];
    private readonly List<InboxEntry> _executed = [];

    /// <summary>Executes the commands and leaves the result of each in its place; they count once this has returned.</summary>
    /// <param name="batch">The commands.</param>
    /// <param name="readFirst">Whether to read what the commands are about; without that, as if there were no such users and operations.</param>
    /// <param name="cancellationToken">Ends waiting for the database.</param>
    public async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        if (readFirst)
        {
            await ReadAsync(batch, cancellationToken);
        }

        // The database keeps microseconds, so the outcome must not say more.
        var now = timeProvider.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));

        foreach (var pending in batch)
        {
            Decide(pending, now);
        }

        if (_executed.Count > 0)
        {
            await WriteAsync(now, cancellationToken);
        }
    }

    private void Decide(PendingCommand pending, DateTime now)
    {
        var command = pending.Command;
        pending.Failure = null;

        try
        {
            if (_inbox.TryGetValue(command.Operation.Id, out var entry))
            {
                pending.Decided = entry.Answer(command);
                return;
            }

            var outcome = command.Decide(_users, now);
            var (type, json) = OutcomeFormat.Write(outcome);
            entry = new InboxEntry(command.Operation, command.Fingerprint.Value, type, json);
            _inbox.Add(command.Operation.Id, entry);
            _executed.Add(entry);
            pending.Decided = new CommandResult(outcome, entry.Fingerprint, Replayed: false);
        }
        catch (Exception exception)
        {
            pending.Failure = exception;
        }
    }

    private async Task ReadAsync(IReadOnlyList<PendingCommand> batch, CancellationToken cancellationToken)
    {
        var keys = new UserKeys();

        foreach (var pending in batch)
        {
            pending.Command.AddKeysTo(keys);
        }

        var sql = session.CreateText();

        sql.Append("SELECT " + InboxColumns + " FROM inbox WHERE operation_id IN ")
            .AppendSet(batch.Select(pending => pending.Command.Operation.Id))
            .Append("; ");

        // One statement, so that both parts see the users at the same moment.
        if (keys.Names.Count > 0)
        {
            sql.Append(SelectUsers).Append("name_key IN ").AppendSet(keys.Names);
        }

        if (keys.Ids.Count > 0)
        {
            sql.Append(keys.Names.Count > 0 ? " UNION ALL " : string.Empty)
                .Append(SelectUsers).Append("id IN ").AppendSet(keys.Ids);
        }

        await session.QueryAsync(sql, ReadResultsAsync, cancellationToken);
    }

    private async Task<bool> ReadResultsAsync(DbDataReader reader)
    {
        while (await reader.ReadAsync())
        {
            var operation = new Operation(SqlId.Read(reader, 0), SqlId.Read(reader, 1));
            var fingerprint = new Digest(reader.GetFieldValue<byte[]>(2));
            _inbox.Add(
                operation.Id, new InboxEntry(operation, fingerprint, reader.GetString(3), reader.GetString(4)));
        }

        await reader.NextResultAsync();

        while (await reader.ReadAsync())
        {
            _users.Load(await UserRows.ReadAsync(reader));
        }

        return true;
    }

    // The later of two clocks says when: one that is slow would have the inbox forget what it has just been told.
    // Rows go in by their keys' order: writers that meet on several rows then wait for one another, but not in a circle.
    private async Task WriteAsync(DateTime now, CancellationToken cancellationToken)
    {
        var sql = session.CreateText().Append("START TRANSACTION; ");

        if (_users.HasReplaced)
        {
            AppendDeletes(sql);
        }

        if (_users.HasChanged)
        {
            AppendInserts(sql);
        }

        var separator = $"INSERT INTO inbox ({InboxColumns}) VALUES ";

        foreach (var entry in _executed.OrderBy(entry => entry.Operation.Id))
        {
            var operation = entry.Operation;
            sql.Append(separator).Append(
                $"({operation.Id}, {operation.MessageId}, {entry.Fingerprint}, {entry.OutcomeType}, {entry.Outcome}, GREATEST(UTC_TIMESTAMP(6), TIMESTAMP{now}))");
            separator = ", ";
        }

        await session.ExecuteAsync(sql.Append("; COMMIT"), cancellationToken);
    }

    private void AppendDeletes(SqlText sql)
    {
        var separator = "DELETE FROM users WHERE ";

        foreach (var user in _users.Replaced)
        {
            sql.Append(separator).Append($"(id = {user.Id} AND version = {user.Version})");
            separator = " OR ";
        }

        sql.Append("; ");
    }

    private void AppendInserts(SqlText sql)
    {
        var separator = $"INSERT INTO users ({UserColumns}) VALUES ";

        foreach (var user in _users.Changed)
        {
            sql.Append(separator).Append(
                $"({user.Id}, {user.Name}, {user.NameKey}, {user.Version}, {user.CreatedAt}, {user.UpdatedAt})");
            separator = ", ";
        }

        sql.Append("; ");
    }
}
