using KafkaRider.Internal;

namespace KafkaRider;

/// <summary>Holds the headers' format of MassTransit.Kafka: each value as text under its name.</summary>
/// <remarks>
/// The rider's own format, which is used where nothing else is set, is the same and more: the types of the message and the trace. Either
/// reads what the other writes.
/// </remarks>
public static class DictionaryHeadersSerialize
{
    /// <summary>Gets what reads such headers. Of several with one name the first counts, and what is no text is read as well as it can be.</summary>
    public static IHeadersDeserializer Deserializer { get; } = new DictionaryHeadersDeserializer();

    /// <summary>Gets what writes such headers: ids, addresses, and the application's own; what is no simple value as JSON.</summary>
    public static IHeadersSerializer Serializer { get; } = new DictionaryHeadersSerializer();
}
