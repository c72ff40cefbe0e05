using MassTransit;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider;

/// <summary>Makes a record's headers of what is known of a message.</summary>
public interface IHeadersSerializer
{
    /// <summary>Returns the headers. Is called on any thread.</summary>
    /// <param name="context">The message on its way, with its ids, addresses and headers.</param>
    /// <returns>All headers of the record.</returns>
    Headers Serialize(SendContext context);
}
