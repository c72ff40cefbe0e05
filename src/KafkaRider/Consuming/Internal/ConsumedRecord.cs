using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is one record on its way through an endpoint.</summary>
internal sealed class ConsumedRecord(ConsumeResult<byte[], byte[]> received, PartitionCheckpoint checkpoint)
{
    public ConsumeResult<byte[], byte[]> Received => received;

    public PartitionCheckpoint Checkpoint => checkpoint;
}
