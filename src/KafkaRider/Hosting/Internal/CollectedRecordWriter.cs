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

    private Task WriteAsync(CollectedRecord record, CancellationToken cancellationToken) => record.AnswersTopic is { } origin
        ? _rider.Value.Replies.SendAsync(origin, record.GetDestination(), record.ToMessage(), cancellationToken)
        : _rider.Value.Producer.ProduceAsync(record.GetDestination(), record.ToMessage());
}
