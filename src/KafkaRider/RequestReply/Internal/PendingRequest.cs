using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is one request that awaits its reply. Ends exactly once.</summary>
internal sealed class PendingRequest(Guid requestId, Guid messageId, long deadline)
    : TaskCompletionSource<Message<byte[], byte[]>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid RequestId => requestId;

    public Guid MessageId => messageId;

    /// <summary>Gets the timestamp at which the request times out.</summary>
    public long Deadline => deadline;
}
