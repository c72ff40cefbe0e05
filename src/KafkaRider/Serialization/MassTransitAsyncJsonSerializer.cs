using System.Text.Json;
using Confluent.Kafka;
using MassTransit.Serialization;

namespace KafkaRider;

/// <summary>Writes values as MassTransit's JSON, where a serializer that may take its time is wanted.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class MassTransitAsyncJsonSerializer<T> : IAsyncSerializer<T>
{
    /// <inheritdoc/>
    public Task<byte[]> SerializeAsync(T data, SerializationContext context) =>
        Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(data, SystemTextJsonMessageSerializer.Options));
}
