using Confluent.Kafka;
using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Looks several times a second for what is due.</summary>
internal sealed partial class SagaTimerService(SagaTimers timers, SchemaState schema, TimeProvider time, ILogger<SagaTimerService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ReasonLog _log = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WhenInPlace.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Interval, time);

        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                while (await timers.RunAsync(stoppingToken).ConfigureAwait(false))
                {
                }

                _log.Clear();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log(exception);
            }
        }
    }

    // Where the database or a broker is the cause, the place in our code says nothing.
    private void Log(Exception exception)
    {
        var kafka = (exception as KafkaException)?.Error;
        var reason = kafka is null ? DatabaseReasons.Explain(exception) : $"Kafka does not take what is due ({kafka.Reason})";

        if (_log.TryTake(reason, out var leftOut))
        {
            LogFailed(kafka is not null || DatabaseReasons.IsExplained(exception) ? null : exception, reason, leftOut);
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "Timers of sagas could not be seen to: {Reason}; the next run tries again ({LeftOut} more failed and were not logged)",
        EventName = "SagaTimersFailed")]
    private partial void LogFailed(Exception? exception, string reason, int leftOut);
}
