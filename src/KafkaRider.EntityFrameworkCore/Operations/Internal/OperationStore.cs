using System.Buffers;
using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Looks an operation up in the inbox, and then among the processes of several steps, if the service has any.</summary>
internal sealed class OperationStore<TDbContext>(IInbox<TDbContext> inbox, InboxDatabase database, SagaStore? sagas = null) : IOperationStore
    where TDbContext : DbContext
{
    public async Task<OperationFound?> FindAsync(Guid operationId, CancellationToken cancellationToken) =>
        await inbox.FindAsync(operationId, stepNumber: 0, cancellationToken).ConfigureAwait(false) is { } row
            ? new(operationId, row.OutcomeType, row.Outcome, row.Fingerprint.ToString(), new(row.CreatedAt, TimeSpan.Zero), row.Caller?.ToString())
            : sagas is null ? null : await FindProcessAsync(operationId, cancellationToken).ConfigureAwait(false);

    private async Task<OperationFound?> FindProcessAsync(Guid id, CancellationToken cancellationToken)
    {
        var sql = new SqlText(new ArrayBufferWriter<char>())
            .Append($"SELECT type, state, version, body, updated_at, ended_at FROM saga WHERE id = {id}");
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new MySqlCommand(sql.ToString(), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        OperationFound? found = null;

        // The id may be that of other state machines, too.
        while (found is null && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found = KeptProcess.Find(new()
            {
                Id = id,
                Type = reader.GetString(0),
                State = reader.GetString(1),
                Version = reader.GetInt32(2),
                Body = reader.GetString(3),
                UpdatedAt = reader.GetDateTime(4),
                EndedAt = await reader.IsDBNullAsync(5, cancellationToken).ConfigureAwait(false) ? null : reader.GetDateTime(5),
            });
        }

        return found;
    }
}
