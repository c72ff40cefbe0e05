using Confluent.Kafka;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Writes collected records with the rider's producer, which is there once the bus is built.</summary>
internal sealed class CollectedRecordWriter(Func<IBusInstance> bus) : ICollectedRecordWriter
{
    private readonly Lazy<KafkaRider> _rider = new(() => (KafkaRider)bus().GetRider<IKafkaRider>());

    public Task WriteAsync(IEnumerable<CollectedRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);

        return Task.WhenAll(records.Select(record => WriteAsync(record, cancellationToken)));
    }

    private Task WriteAsync(CollectedRecord record, CancellationToken cancellationToken)
    {
        var headers = new Confluent.Kafka.Headers();

        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, value);
        }

        var destination = new TopicPartition(record.Topic, record.Partition is { } partition ? new Partition(partition) : Partition.Any);
        var message = new Message<byte[], byte[]> { Key = record.Key!, Value = record.Value, Headers = headers };

        return record.AnswersTopic is { } origin
            ? _rider.Value.Replies.SendAsync(origin, destination, message, cancellationToken)
            : _rider.Value.Producer.ProduceAsync(destination, message);
    }
}
