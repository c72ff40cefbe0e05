using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Looks an operation up in the inbox, and then among the processes of several steps, if the database has any.</summary>
internal sealed class OperationStore<TDbContext>(IInbox<TDbContext> inbox, IDbContextFactory<TDbContext> contexts) : IOperationStore
    where TDbContext : DbContext
{
    public async Task<OperationFound?> FindAsync(Guid operationId, CancellationToken cancellationToken) =>
        await inbox.FindAsync(operationId, stepNumber: 0, cancellationToken).ConfigureAwait(false) is { } row
            ? new(operationId, row.OutcomeType, row.Outcome, row.Fingerprint.ToString(), new(row.CreatedAt, TimeSpan.Zero), row.Caller?.ToString())
            : await FindProcessAsync(operationId, cancellationToken).ConfigureAwait(false);

    private async Task<OperationFound?> FindProcessAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);

        if (context.Model.FindEntityType(typeof(SagaRow)) is null)
        {
            return null;
        }

        // The id may be that of other state machines, too.
        var rows = await context.Set<SagaRow>().AsNoTracking().Where(row => row.Id == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Select(KeptProcess.Find).FirstOrDefault(found => found is not null);
    }
}
