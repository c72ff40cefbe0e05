using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Passes librdkafka's own log lines on.</summary>
internal static partial class KafkaClientLog
{
    public static void Write(ILogger logger, LogMessage message)
    {
        // Lost connections are reported through health, once; librdkafka repeats them for every attempt.
        var level = message.Facility is "FAIL" or "ERROR"
            ? LogLevel.Debug
            : (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        LogLine(logger, level, message.Name, message.Facility, message.Message);
    }

    [LoggerMessage(Message = "{Client} {Facility}: {Line}", EventName = "KafkaClient")]
    private static partial void LogLine(ILogger logger, LogLevel level, string client, string facility, string line);
}
