using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Reads and writes rows of sagas, in groups as commands are executed: whoever comes alone waits for nobody.</summary>
internal sealed class SagaStore(GroupCommit commands)
{
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public async Task<SagaRecord?> ReadAsync(Guid id, string type, CancellationToken cancellationToken)
    {
        var read = new SagaRead(new(id, id, default), type);
        await commands.ExecuteAsync(read, cancellationToken).ConfigureAwait(false);
        return read.Row;
    }

    /// <exception cref="StoreUnavailableException">It is not known whether the row is written; reading it finds out.</exception>
    public Task WriteAsync(
        SagaRecord row, Guid eventId, IReadOnlyList<SagaTimer> timers, IReadOnlyList<Guid> cancelled, CancellationToken cancellationToken) =>
        commands.ExecuteAsync(new SagaWrite(new(row.Id, eventId, default), row, timers, cancelled), cancellationToken);
}
