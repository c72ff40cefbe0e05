using Confluent.Kafka;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Knows what the records of an endpoint are.</summary>
internal interface IRecordFormat
{
    /// <summary>Shows a record to MassTransit.</summary>
    KafkaReceiveContext CreateContext(
        ConsumeResult<byte[], byte[]> received, bool redelivered, ReceiveEndpointContext endpoint, TopicEndpointSettings settings);
}
