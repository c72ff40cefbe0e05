using Confluent.Kafka;

namespace KafkaRider.Internal;

internal static class CollectedRecordExtensions
{
    /// <summary>Returns where a record goes.</summary>
    public static TopicPartition GetDestination(this CollectedRecord record) =>
        new(record.Topic, record.Partition is { } partition ? new Partition(partition) : Partition.Any);

    /// <summary>Returns a record as the client writes it.</summary>
    public static Message<byte[], byte[]> ToMessage(this CollectedRecord record)
    {
        var headers = new Headers();
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, value);
        }

        return new() { Key = record.Key!, Value = record.Value, Headers = headers };
    }

    /// <summary>Returns what the client would write as a record that can be kept.</summary>
    public static CollectedRecord ToRecord(this Message<byte[], byte[]> message, TopicPartition destination, string? answersTopic) => new(
        destination.Topic, destination.Partition.IsSpecial ? null : destination.Partition.Value, message.Key, message.Value,
        [.. message.Headers.Select(header => new CollectedHeader(header.Key, header.GetValueBytes()))], answersTopic);
}
