using Confluent.Kafka;
using Confluent.Kafka.SyncOverAsync;

namespace KafkaRider;

/// <summary>Lets deserializers that may take their time stand where those are wanted that answer at once.</summary>
/// <remarks>The thread that consumes the record waits for them: with those of schema registries, once for each schema.</remarks>
public static class KafkaTopicReceiveEndpointConfiguratorExtensions
{
    /// <summary>Sets what reads a record's key.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="configurator">The endpoint.</param>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    public static void SetKeyDeserializer<TKey, TValue>(
        this IKafkaTopicReceiveEndpointConfigurator<TKey, TValue> configurator, IAsyncDeserializer<TKey> deserializer)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(deserializer);
        configurator.SetKeyDeserializer(deserializer.AsSyncOverAsync());
    }

    /// <summary>Sets what reads a record's value.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="configurator">The endpoint.</param>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    public static void SetValueDeserializer<TKey, TValue>(
        this IKafkaTopicReceiveEndpointConfigurator<TKey, TValue> configurator, IAsyncDeserializer<TValue> deserializer)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(deserializer);
        configurator.SetValueDeserializer(deserializer.AsSyncOverAsync());
    }
}
