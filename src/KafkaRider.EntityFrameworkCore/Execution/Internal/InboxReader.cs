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

        return !await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? null
            : new(
                SqlId.Read(reader, 0),
                reader.GetInt32(1),
                SqlId.Read(reader, 2),
                SqlId.ReadDigest(reader, 3),
                await reader.IsDBNullAsync(4, cancellationToken).ConfigureAwait(false) ? null : SqlId.ReadDigest(reader, 4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetDateTime(7));
    }
}
