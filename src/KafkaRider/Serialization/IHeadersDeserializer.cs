using MassTransit.Transports;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider;

/// <summary>Shows a record's headers to MassTransit.</summary>
public interface IHeadersDeserializer
{
    /// <summary>Returns what finds headers by their names. Is called on any thread.</summary>
    /// <param name="headers">The headers of the record.</param>
    /// <returns>The headers as MassTransit sees them: ids, addresses, and the application's own.</returns>
    IHeaderProvider Deserialize(Headers headers);
}
