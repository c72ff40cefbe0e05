using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is one record on its way through an endpoint.</summary>
internal sealed class ConsumedRecord(ConsumeResult<byte[], byte[]> result, PartitionCheckpoint checkpoint)
{
    public ConsumeResult<byte[], byte[]> Result => result;

    public PartitionCheckpoint Checkpoint => checkpoint;
}
