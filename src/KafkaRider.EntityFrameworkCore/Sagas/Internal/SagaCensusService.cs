using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Counts sagas now and then.</summary>
internal sealed partial class SagaCensusService(SagaCensus census, SchemaState schema, TimeProvider time, ILogger<SagaCensusService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WhenInPlace.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Interval, time);

        do
        {
            try
            {
                await census.RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever keeps the database from being used is told by those who need it.
                LogFailed(DatabaseReasons.Explain(exception));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(LogLevel.Debug, "Sagas could not be counted: {Reason}", EventName = "SagaCensusFailed")]
    private partial void LogFailed(string reason);
}
