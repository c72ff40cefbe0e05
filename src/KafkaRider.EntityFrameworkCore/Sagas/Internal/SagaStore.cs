using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Internal;

/// <summary>Reads and writes rows of sagas, in groups as commands are executed: whoever comes alone waits for nobody.</summary>
internal sealed class SagaStore([FromKeyedServices(GroupCommit.OfSagas)] GroupCommit commands, SagaCache cache)
{
    /// <summary>Returns the row as this instance wrote it last, if it is kept. Nobody knows whether it is still that.</summary>
    public SagaRecord? Find(Guid id, string type) => cache.Find(id, type);

    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public async Task<SagaRecord?> ReadAsync(Guid id, string type, CancellationToken cancellationToken)
    {
        var read = new SagaRead(new(id, id, default), type);
        await commands.ExecuteAsync(read, cancellationToken).ConfigureAwait(false);
        return read.Row;
    }

    /// <summary>Writes a row, if its version is the one after that in the table.</summary>
    /// <returns>Whether it is written. If not, somebody else has handled an event of the saga.</returns>
    /// <exception cref="StoreUnavailableException">It is not known whether the row is written; reading it finds out.</exception>
    public async Task<bool> TryWriteAsync(
        SagaRecord row, Guid eventId, IReadOnlyList<SagaTimer> timers, IReadOnlyList<Guid> cancelled, CancellationToken cancellationToken)
    {
        // Until it is known what the table holds, nothing is.
        cache.Remove(row.Id, row.Type);
        var write = new SagaWrite(new(row.Id, eventId, default), row, timers, cancelled);
        await commands.ExecuteAsync(write, cancellationToken).ConfigureAwait(false);

        if (!write.IsStale && row.EndedAt is null)
        {
            cache.Keep(row);
        }

        return !write.IsStale;
    }
}
