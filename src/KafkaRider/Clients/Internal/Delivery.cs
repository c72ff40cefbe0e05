using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is one record on its way to the brokers. Ends exactly once.</summary>
internal sealed class Delivery(ProducerClient client, TopicPartition destination, Message<byte[], byte[]> record, bool continueInline, long started)
    : TaskCompletionSource(continueInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Gets the timestamp at which it was handed to the client.</summary>
    public long Started => started;

    /// <summary>Gets or sets the neighbours in the client's list, and whether it is in it. Are the client's, under its lock.</summary>
    public Delivery? Previous { get; set; }

    public Delivery? Next { get; set; }

    public bool IsListed { get; set; }

    public void Report(DeliveryReport<byte[], byte[]> report)
    {
        client.Forget(this);
        if (report.Error.IsError)
        {
            Fail(report.Error, report.Status);
        }
        else
        {
            client.NoteAcknowledged();
            TrySetResult();
        }
    }

    public void Fail(Error error, PersistenceStatus status) => TrySetException(new ProduceException<byte[], byte[]>(
        error, new() { TopicPartitionOffset = new(destination, Offset.Unset), Message = record, Status = status }));
}
