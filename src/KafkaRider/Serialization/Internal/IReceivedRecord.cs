using Confluent.Kafka;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Is a message that is being consumed, as the record that it was.</summary>
internal interface IReceivedRecord
{
    Message<byte[], byte[]> Record { get; }

    /// <summary>Creates what reads the record as a message.</summary>
    SerializerContext CreateSerializerContext(KafkaJsonSerializer serializer);
}
