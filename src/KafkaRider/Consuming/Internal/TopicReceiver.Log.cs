using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

internal sealed partial class TopicReceiver
{
    [LoggerMessage(LogLevel.Warning, "Consuming {Topic}: {Reason} ({LeftOut} more errors were not logged)", EventName = "ConsumeError")]
    private partial void LogConsumeError(string topic, string reason, long leftOut);

    [LoggerMessage(LogLevel.Warning, "Committing offsets of {Topic} failed, and is tried again: {Reason}", EventName = "CommitFailed")]
    private partial void LogCommitFailed(string topic, string reason);

    [LoggerMessage(LogLevel.Information, "{Topic}[{Partition}]@{Offset} is done, but the partition has gone", EventName = "NotStored")]
    private partial void LogNotStored(Exception exception, string topic, int partition, long offset);

    [LoggerMessage(LogLevel.Information, "{Topic}: assigned {Partitions}", EventName = "Assigned")]
    private partial void LogAssigned(string topic, string partitions);

    [LoggerMessage(LogLevel.Information, "{Topic}: released {Partitions}", EventName = "Released")]
    private partial void LogReleased(string topic, string partitions);
}
