using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Users.Consumer.Database;
using Users.Consumer.Store;

namespace Users.Consumer.Inbox;

/// <summary>Deletes what the inbox need not remember any longer, in steps so small that nobody waits for them.</summary>
/// <remarks>
/// What is to be forgotten is so old by two clocks, this machine's and the database's. One that is fast would take what is still needed.
/// </remarks>
internal sealed partial class InboxPurge(
    UsersDbContexts contexts,
    IOptions<InboxOptions> options,
    StoreMetrics metrics,
    TimeProvider timeProvider,
    ILogger<InboxPurge> logger)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly ReasonLog _log = new(timeProvider);
    private readonly InboxOptions _options = options.Value;

    /// <returns>How many operations were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateAsync(cancellationToken);
        var oldest = await GetTimeAsync(context, cancellationToken) - _options.Retention;
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

    private async Task<DateTime> GetTimeAsync(UsersDbContext context, CancellationToken cancellationToken)
    {
        var theirs = await context.Database.SqlQueryRaw<DateTime>("SELECT UTC_TIMESTAMP(6) AS Value").SingleAsync(cancellationToken);
        var ours = timeProvider.GetUtcNow().UtcDateTime;
        var ahead = ours - theirs;

        if (ahead.Duration() < Tolerance)
        {
            _log.Clear();
        }
        else if (_log.TryTake(nameof(LogClocks), out _))
        {
            LogClocks(ours, theirs);
        }

        return ahead > TimeSpan.Zero ? theirs : ours;
    }

    [LoggerMessage(
        LogLevel.Warning, "The clocks differ: it is {Ours:u} on this machine and {Theirs:u} on that of the database. The inbox keeps what is young by either",
        EventName = "ClocksDiffer")]
    private partial void LogClocks(DateTime ours, DateTime theirs);
}
