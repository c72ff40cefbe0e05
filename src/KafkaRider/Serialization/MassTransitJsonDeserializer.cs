using System.Text.Json;
using Confluent.Kafka;
using MassTransit.Serialization;

namespace KafkaRider;

/// <summary>Reads values that are MassTransit's JSON.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class MassTransitJsonDeserializer<T> : IDeserializer<T>
{
    /// <inheritdoc/>
    public T Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
        isNull ? default! : JsonSerializer.Deserialize<T>(data, SystemTextJsonMessageSerializer.Options)!;
}
