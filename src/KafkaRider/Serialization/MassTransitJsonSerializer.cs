using System.Text.Json;
using Confluent.Kafka;
using MassTransit.Serialization;

namespace KafkaRider;

/// <summary>Writes values as MassTransit's JSON.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class MassTransitJsonSerializer<T> : ISerializer<T>
{
    /// <inheritdoc/>
    public byte[] Serialize(T data, SerializationContext context) => JsonSerializer.SerializeToUtf8Bytes(data, SystemTextJsonMessageSerializer.Options);
}
