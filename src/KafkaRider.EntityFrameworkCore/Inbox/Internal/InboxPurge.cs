using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Deletes what the inbox need not remember any longer, in steps so small that nobody waits for them.</summary>
/// <remarks>
/// What is to be forgotten is so old by two clocks, this machine's and the database's. One that is fast would take what is still needed.
/// </remarks>
internal sealed partial class InboxPurge(
    InboxDatabase database,
    IOptions<InboxOptions> options,
    IEnumerable<PurgedTable> others,
    InboxMetrics metrics,
    TimeProvider timeProvider,
    ILogger<InboxPurge> logger)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly ReasonLog _log = new(timeProvider);
    private readonly InboxOptions _options = options.Value;

    /// <returns>How many operations were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var oldest = await GetTimeAsync(session, cancellationToken).ConfigureAwait(false) - _options.Retention;
        var total = await RunAsync(session, new("inbox", "created_at"), oldest, ", operation_id, step", metrics.Purged, cancellationToken).ConfigureAwait(false);

        foreach (var table in others)
        {
            await RunAsync(session, table, oldest, string.Empty, static _ => { }, cancellationToken).ConfigureAwait(false);
        }

        return total;
    }

    private async Task<int> RunAsync(
        DatabaseSession session, PurgedTable table, DateTime oldest, string restOfKey, Action<int> note, CancellationToken cancellationToken)
    {
        var total = 0;

        while (true)
        {
            // In the order of the key, and each statement is a transaction: locks are few, short, and far from where new rows go.
            var sql = session.CreateText().Append("DELETE FROM ").Append(table.Name).Append(" WHERE ").Append(table.Time).Append($" < {oldest} ORDER BY ")
                .Append(table.Time).Append(restOfKey).Append($" LIMIT {_options.PurgeStepSize}");
            var deleted = await session.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);

            note(deleted);
            total += deleted;

            if (deleted < _options.PurgeStepSize)
            {
                return total;
            }

            await Task.Delay(_options.PurgeStepPause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DateTime> GetTimeAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        var theirs = await session.QueryAsync(
            session.CreateText().Append("SELECT UTC_TIMESTAMP(6)"),
            async reader =>
            {
                await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                return reader.GetDateTime(0);
            },
            cancellationToken).ConfigureAwait(false);
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
