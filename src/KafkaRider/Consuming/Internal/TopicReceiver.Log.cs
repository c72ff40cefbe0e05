using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

internal sealed partial class TopicReceiver
{
    [LoggerMessage(LogLevel.Warning, "Consuming {Topic}: {Reason} ({LeftOut} more errors were not logged)", EventName = "ConsumeError")]
    private partial void LogConsumeError(string topic, string reason, long leftOut);

    [LoggerMessage(LogLevel.Warning, "Committing offsets of {Topic} failed, and is tried again: {Reason}", EventName = "CommitFailed")]
    private partial void LogCommitFailed(string topic, string reason);

    [LoggerMessage(LogLevel.Error, "A handler of the endpoint of {Topic} failed", EventName = "HandlerFailed")]
    private partial void LogHandlerFailed(Exception exception, string topic);

    [LoggerMessage(
        LogLevel.Warning, "Another program has read partition {Partition} of {Topic}: it is consumed again from offset {Offset} on, where the group is at {Committed}",
        EventName = "PartitionTakenBack")]
    private partial void LogTakenBack(string topic, int partition, long offset, long committed);

    [LoggerMessage(
        LogLevel.Error, "Another program has read partition {Partition} of {Topic}, and where is not known: what it has committed is not consumed",
        EventName = "PartitionNotTakenBack")]
    private partial void LogNotTakenBack(Exception exception, string topic, int partition);
}
