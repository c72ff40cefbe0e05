using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures one producer of messages of one type.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the messages.</typeparam>
public interface IKafkaProducerConfigurator<TKey, TValue> : IKafkaProducerConfigurator
{
    /// <summary>Sets what makes a record's key.</summary>
    /// <param name="serializer">The serializer. Is called on any thread.</param>
    void SetKeySerializer(IAsyncSerializer<TKey> serializer);

    /// <summary>Sets what makes a record's value.</summary>
    /// <param name="serializer">The serializer. Is called on any thread.</param>
    void SetValueSerializer(IAsyncSerializer<TValue> serializer);
}
