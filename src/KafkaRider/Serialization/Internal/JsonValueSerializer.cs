using System.Text.Json;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Writes JSON.</summary>
internal sealed class JsonValueSerializer<T>(JsonSerializerOptions options) : ISerializer<T>
{
    public byte[] Serialize(T data, SerializationContext context) => JsonSerializer.SerializeToUtf8Bytes(data, options);
}
