using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is a serializer that answers at once.</summary>
internal sealed class PromptSerializer<T>(ISerializer<T> serializer) : IAsyncSerializer<T>
{
    public Task<byte[]> SerializeAsync(T data, SerializationContext context) => Task.FromResult(serializer.Serialize(data, context));
}
