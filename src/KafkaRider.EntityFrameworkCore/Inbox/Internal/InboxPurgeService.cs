using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Purges the inbox at intervals. Several instances may do so at once.</summary>
internal sealed partial class InboxPurgeService(
    InboxPurge purge,
    SchemaState schema,
    IOptions<InboxOptions> options,
    TimeProvider timeProvider,
    ILogger<InboxPurgeService> logger) : BackgroundService
{
    private readonly ReasonLog _log = new(timeProvider);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WhenInPlace.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.PurgeInterval, timeProvider);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var purged = await purge.RunAsync(stoppingToken);

                if (purged > 0)
                {
                    LogPurged(purged);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                var reason = DatabaseReasons.Explain(exception);

                if (_log.TryTake(reason, out var leftOut))
                {
                    LogFailed(DatabaseReasons.IsExplained(exception) ? null : exception, reason, leftOut);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Purged {Count} operations from the inbox", EventName = "InboxPurged")]
    private partial void LogPurged(int count);

    [LoggerMessage(
        LogLevel.Warning, "The inbox could not be purged: {Reason}; the next run tries again ({LeftOut} more failed and were not logged)",
        EventName = "InboxPurgeFailed")]
    private partial void LogFailed(Exception? exception, string reason, int leftOut);
}
