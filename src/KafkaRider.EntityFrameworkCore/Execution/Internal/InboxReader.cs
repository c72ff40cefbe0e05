using System.Buffers;
using KafkaRider.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Reads single operations. Who asks for one waits, and Entity Framework would need seconds for the first: docs/adr/0012.</summary>
internal sealed class InboxReader(InboxDatabase database)
{
    public async Task<InboxRow?> FindAsync(Guid operationId, int step, CancellationToken cancellationToken)
    {
        var sql = new SqlText(new ArrayBufferWriter<char>())
            .Append("SELECT " + InboxEntry.Columns + " FROM inbox ").Append($"WHERE operation_id = {operationId} AND step = {step}");
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new MySqlCommand(sql.ToString(), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);

        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var entry = InboxEntry.Read(reader);
        return new(
            entry.OperationId, entry.Step, entry.MessageId, entry.Fingerprint, entry.Caller, entry.OutcomeType, entry.Outcome,
            reader.GetDateTime(InboxEntry.CreatedAt));
    }
}
