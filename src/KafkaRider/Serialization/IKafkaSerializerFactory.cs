using System.Net.Mime;
using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Makes the serializers of all typed producers and endpoints that do not name their own.</summary>
public interface IKafkaSerializerFactory
{
    /// <summary>Gets what the values are, as the header <c>content-type</c> tells it.</summary>
    ContentType ContentType { get; }

    /// <summary>Returns what reads keys or values of a type. Is called while the bus is built.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>A deserializer that is safe for concurrent use.</returns>
    IDeserializer<T> GetDeserializer<T>();

    /// <summary>Returns what writes keys or values of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>A serializer that is safe for concurrent use.</returns>
    IAsyncSerializer<T> GetSerializer<T>();
}
