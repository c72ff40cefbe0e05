using System.Text.Json;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Reads JSON; what is not there is the default of its type.</summary>
internal sealed class JsonDeserializer<T>(JsonSerializerOptions options) : IDeserializer<T>
{
    public T Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
        isNull ? default! : JsonSerializer.Deserialize<T>(data, options)!;
}
