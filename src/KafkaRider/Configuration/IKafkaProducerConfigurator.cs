using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures one producer: its client, and what its records look like.</summary>
/// <remarks>
/// A producer of which anything of the client is set gets a client of its own; all others share the rider's. What is not set is as for the
/// rider, and else as librdkafka has it. What breaks a promise of the rider is refused at start.
/// </remarks>
public interface IKafkaProducerConfigurator
{
    /// <summary>Sets how many records a batch may have.</summary>
    int? BatchNumMessages { set; }

    /// <summary>Sets how records are compressed.</summary>
    CompressionType? CompressionType { set; }

    /// <summary>Sets how hard they are compressed, by the scale of the codec.</summary>
    int? CompressionLevel { set; }

    /// <summary>Sets how many unsent requests have the client wait for more records before it sends.</summary>
    int? QueueBufferingBackpressureThreshold { set; }

    /// <summary>Sets how long it rests before it sends again.</summary>
    TimeSpan? RetryBackoff { set; }

    /// <summary>Sets how often a record is sent again.</summary>
    int? MessageSendMaxRetries { set; }

    /// <summary>Sets how long it waits for more records before it sends.</summary>
    TimeSpan? Linger { set; }

    /// <summary>Sets how much may wait to be sent, in KiB.</summary>
    int? QueueBufferingMaxKbytes { set; }

    /// <summary>Sets how many records may wait to be sent.</summary>
    int? QueueBufferingMaxMessages { set; }

    /// <summary>Sets whether a record that fails ends the producer, so that none after it is written.</summary>
    bool? EnableGaplessGuarantee { set; }

    /// <summary>Sets whether a record that is sent again is written once.</summary>
    /// <value>Only <see langword="true"/> is taken, which is the default.</value>
    bool? EnableIdempotence { set; }

    /// <summary>Sets how long a transaction may take.</summary>
    TimeSpan? TransactionTimeout { set; }

    /// <summary>Sets the id of transactions, which the rider does not have: it is refused.</summary>
    string? TransactionalId { set; }

    /// <summary>Sets how partitions are chosen.</summary>
    /// <value><see cref="Confluent.Kafka.Partitioner.Murmur2Random"/>, which is the default, or <see cref="Confluent.Kafka.Partitioner.Murmur2"/>.</value>
    Partitioner? Partitioner { set; }

    /// <summary>Sets how long a record may take to be acknowledged.</summary>
    TimeSpan? MessageTimeout { set; }

    /// <summary>Sets how long the broker may take to acknowledge.</summary>
    TimeSpan? RequestTimeout { set; }

    /// <summary>Sets what the client tells of a record that is acknowledged.</summary>
    string? DeliveryReportFields { set; }

    /// <summary>Sets whether the client tells that a record is acknowledged.</summary>
    /// <value>Only <see langword="true"/> is taken, which is the default.</value>
    bool? EnableDeliveryReports { set; }

    /// <summary>Sets whether the client tells so by itself.</summary>
    /// <value>Only <see langword="true"/> is taken, which is the default.</value>
    bool? EnableBackgroundPoll { set; }

    /// <summary>Takes the client's statistics: the JSON that librdkafka documents, each <c>StatisticsInterval</c>.</summary>
    /// <param name="statisticsHandler">Is called on a thread of the client.</param>
    void SetStatisticsHandler(Action<string> statisticsHandler);

    /// <summary>Sets what makes headers of what is known of a message.</summary>
    /// <param name="serializer">Writes all headers there are.</param>
    void SetHeadersSerializer(IHeadersSerializer serializer);
}
