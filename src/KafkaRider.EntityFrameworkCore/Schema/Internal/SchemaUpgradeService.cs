using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Upgrades the schema at start. While the database is down it keeps trying, and commands wait.</summary>
internal sealed partial class SchemaUpgradeService(
    ISchemaUpgrade upgrade, SchemaState state, TimeProvider timeProvider, ILogger<SchemaUpgradeService> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ReasonLog _log = new(timeProvider);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await upgrade.RunAsync(stoppingToken);
                state.SetInPlace();
                LogInPlace();
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                var reason = state.SetObstacle(exception);

                if (_log.TryTake(reason, out var leftOut))
                {
                    LogFailed(DatabaseReasons.IsExplained(exception) ? null : exception, reason, leftOut);
                }
            }

            await Task.Delay(pause, timeProvider, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "The database schema is in place", EventName = "SchemaInPlace")]
    private partial void LogInPlace();

    [LoggerMessage(
        LogLevel.Warning, "The database schema is not in place: {Obstacle}; it is tried again ({LeftOut} more attempts failed and were not logged)",
        EventName = "SchemaUpgradeFailed")]
    private partial void LogFailed(Exception? exception, string obstacle, int leftOut);
}
