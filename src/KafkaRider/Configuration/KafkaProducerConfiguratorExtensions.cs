using Confluent.Kafka;
using KafkaRider.Internal;

namespace KafkaRider;

/// <summary>Lets serializers that answer at once stand where others may take their time.</summary>
public static class KafkaProducerConfiguratorExtensions
{
    /// <summary>Returns a serializer that does the same.</summary>
    /// <typeparam name="T">What is serialized.</typeparam>
    /// <param name="serializer">The serializer.</param>
    /// <returns>One whose tasks have ended when it returns them.</returns>
    public static IAsyncSerializer<T> AsAsyncOverSync<T>(this ISerializer<T> serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new PromptSerializer<T>(serializer);
    }

    /// <summary>Sets what makes a record's key.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="configurator">The producer.</param>
    /// <param name="serializer">The serializer. Is called on any thread.</param>
    public static void SetKeySerializer<TKey, TValue>(this IKafkaProducerConfigurator<TKey, TValue> configurator, ISerializer<TKey> serializer)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.SetKeySerializer(serializer.AsAsyncOverSync());
    }

    /// <summary>Sets what makes a record's value.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="configurator">The producer.</param>
    /// <param name="serializer">The serializer. Is called on any thread.</param>
    public static void SetValueSerializer<TKey, TValue>(this IKafkaProducerConfigurator<TKey, TValue> configurator, ISerializer<TValue> serializer)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.SetValueSerializer(serializer.AsAsyncOverSync());
    }
}
