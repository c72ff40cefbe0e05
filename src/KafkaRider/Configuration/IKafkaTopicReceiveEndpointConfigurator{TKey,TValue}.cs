using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures an endpoint of a topic that holds messages of one type.</summary>
/// <typeparam name="TKey">The type of the keys; <see cref="Ignore"/> where nobody looks at them.</typeparam>
/// <typeparam name="TValue">The type of the messages: every value is read as one, whatever its headers say.</typeparam>
/// <remarks>
/// By default it is as with MassTransit.Kafka: one record after another (<c>ConcurrentMessageLimit</c> 1); one that fails is logged and passed
/// over, and whoever asked with it gets a fault; one that no consumer takes is passed over; what a consumer publishes goes to the bus if no
/// producer is registered for it. Setting <see cref="IKafkaTopicEndpointConfigurator.DeadLetterTopic"/> or calling
/// <see cref="IKafkaTopicEndpointConfigurator.RetryForever"/> has failures retried and kept, as on an endpoint of several types.
/// </remarks>
public interface IKafkaTopicReceiveEndpointConfigurator<TKey, TValue> : IKafkaTopicEndpointConfigurator
    where TValue : class
{
    /// <summary>Sets what reads a record's key.</summary>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    void SetKeyDeserializer(IDeserializer<TKey> deserializer);

    /// <summary>Sets what reads a record's value.</summary>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    void SetValueDeserializer(IDeserializer<TValue> deserializer);
}
