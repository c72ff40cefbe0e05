using System.Data;
using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Does to the tables what executing a command does, and takes it back: so nobody ever sees it, and nothing is left of it.</summary>
internal sealed class WriteProbe<TDbContext>(InboxContexts<TDbContext> contexts, TimeProvider timeProvider, CommandProbe<TDbContext>? command = null) : IWriteProbe
    where TDbContext : DbContext
{
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);

        if (context.Database.GetMigrations().Any()
            && (await context.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any())
        {
            return false;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);

        // Where other new rows go, and no purge.
        var (id, now) = (Guid.CreateVersion7(), timeProvider.GetUtcNow().UtcDateTime);
        context.Add(new InboxRow(id, 0, id, Digest.OfText(string.Empty), Caller: null, string.Empty, string.Empty, now));

        if (command is not null)
        {
            await command.RunAsync(context, cancellationToken).ConfigureAwait(false);
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
