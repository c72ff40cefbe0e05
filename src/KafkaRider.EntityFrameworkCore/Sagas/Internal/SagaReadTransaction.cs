using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Reads rows of sagas in one round trip. Nobody keeps a lock: that a row is still what it was is checked when it is written.</summary>
internal sealed class SagaReadTransaction(DatabaseSession session, TransactionParts parts) : BatchTransaction(session, parts)
{
    public override async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        var sql = Session.CreateText()
            .Append("SELECT id, type, state, version, body, handled, outgoing, started_at, ended_at, closed FROM saga WHERE id IN ")
            .AppendSet(batch.Select(pending => pending.Operation.Id));
        var rows = await Session.QueryAsync(
            sql,
            async reader =>
            {
                var found = new Dictionary<(Guid Id, string Type), SagaRecord>();

                while (await reader.ReadAsync().ConfigureAwait(false))
                {
                    var row = new SagaRecord(
                        SqlId.Read(reader, 0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4),
                        reader.GetFieldValue<byte[]>(5), reader.GetString(6), reader.GetDateTime(7),
                        await reader.IsDBNullAsync(8).ConfigureAwait(false) ? null : reader.GetDateTime(8), reader.GetBoolean(9));
                    found[(row.Id, row.Type)] = row;
                }

                return found;
            },
            cancellationToken).ConfigureAwait(false);

        foreach (var read in batch.Cast<SagaRead>())
        {
            read.Row = rows.GetValueOrDefault((read.Operation.Id, read.Type));
            read.Decided = new(this, default, Replayed: false);
        }
    }
}
