using System.Data;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Database;
using Users.Consumer.Store;

namespace Users.Consumer.Health;

/// <summary>Does to the tables what executing a command does, and takes it back: so nobody ever sees it, and nothing is left of it.</summary>
internal sealed class WriteProbe(UsersDbContexts contexts, TimeProvider timeProvider)
{
    /// <summary>Writes, and returns whether the schema is up to date.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateAsync(cancellationToken);

        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return false;
        }

        // Where other new rows go, and no purge.
        var (id, now) = (Guid.CreateVersion7(), timeProvider.GetUtcNow().UtcDateTime);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

        context.AddRange(
            new User(id, string.Empty, NameKey: null, 1, now, now),
            new InboxRow(id, id, Digest.OfText(string.Empty), string.Empty, string.Empty, now));
        await context.SaveChangesAsync(cancellationToken);
        await context.Users.Where(user => user.Id == id).ExecuteDeleteAsync(cancellationToken);

        await transaction.RollbackAsync(cancellationToken);
        return true;
    }
}
