using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Users.Consumer.Database;
using Users.Consumer.Store;

namespace Users.Consumer.Inbox;

/// <summary>Deletes what the inbox need not remember any longer, in steps so small that nobody waits for them.</summary>
internal sealed class InboxPurge(
    UsersDbContexts contexts,
    IOptions<InboxOptions> options,
    StoreMetrics metrics,
    TimeProvider timeProvider)
{
    private readonly InboxOptions _options = options.Value;

    /// <returns>How many operations were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateAsync(cancellationToken);
        var oldest = timeProvider.GetUtcNow().UtcDateTime - _options.Retention;
        var total = 0;

        while (true)
        {
            // In the order of the key, and each statement is a transaction: locks are few, short, and far from where new rows go.
            var deleted = await context.Inbox
                .Where(row => row.CreatedAt < oldest)
                .OrderBy(row => row.CreatedAt)
                .ThenBy(row => row.OperationId)
                .Take(_options.PurgeStepSize)
                .ExecuteDeleteAsync(cancellationToken);

            metrics.Purged(deleted);
            total += deleted;

            if (deleted < _options.PurgeStepSize)
            {
                return total;
            }

            await Task.Delay(_options.PurgeStepPause, timeProvider, cancellationToken);
        }
    }
}
