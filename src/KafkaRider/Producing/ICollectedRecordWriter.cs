namespace KafkaRider;

/// <summary>Writes what a <see cref="RecordCollector"/> has collected.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
public interface ICollectedRecordWriter
{
    /// <summary>Writes records.</summary>
    /// <param name="records">The records. Those of one partition keep their order.</param>
    /// <param name="cancellationToken">Ends the attempts at replies.</param>
    /// <returns>A task that ends when Kafka has acknowledged all of them. Replies that cannot arrive are given up.</returns>
    /// <exception cref="Confluent.Kafka.KafkaException">Kafka has not acknowledged one; others may be written.</exception>
    Task WriteAsync(IEnumerable<CollectedRecord> records, CancellationToken cancellationToken);
}
