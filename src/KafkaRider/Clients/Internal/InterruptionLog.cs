using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Tells, at a bounded rate, that reading was interrupted and begins again.</summary>
internal sealed partial class InterruptionLog(string name, TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly LogBudget _budget = new(time);

    /// <summary>Logs what failed, unless that has been often of late, and returns what health reports.</summary>
    public EndpointStatus Note(Exception exception, string reason)
    {
        if (_budget.TryTake(out var leftOut))
        {
            // Where the cause is a broker, as with topics that were just made, the place in our code says nothing.
            if (KafkaFailures.Classify(exception) is FailureKind.PassesByItself)
            {
                LogInterruption(name, reason, leftOut);
            }
            else
            {
                LogRestart(exception, name, leftOut);
            }
        }

        return EndpointStatus.NotReady($"the consumer failed and starts again: {reason}", exception);
    }

    [LoggerMessage(
        LogLevel.Warning, "Reading {Topic} is interrupted and begins again: {Reason} ({LeftOut} more interruptions were not logged)",
        EventName = "ConsumerInterrupted")]
    private partial void LogInterruption(string topic, string reason, long leftOut);

    [LoggerMessage(
        LogLevel.Error, "The consumer of {Topic} failed and starts again ({LeftOut} more failures were not logged)", EventName = "ConsumerRestart")]
    private partial void LogRestart(Exception exception, string topic, long leftOut);
}
