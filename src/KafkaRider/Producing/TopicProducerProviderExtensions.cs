using Confluent.Kafka;
using KafkaRider.Internal;

namespace KafkaRider;

/// <summary>Finds producers that need not be told the key.</summary>
public static class TopicProducerProviderExtensions
{
    /// <summary>Returns a producer of records without a key.</summary>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="provider">Where producers are found.</param>
    /// <param name="address">The address of the topic, such as <c>topic:orders</c>. It names the topic in full.</param>
    /// <returns>The producer.</returns>
    public static ITopicProducer<TValue> GetProducer<TValue>(this ITopicProducerProvider provider, Uri address)
        where TValue : class => provider.GetProducer<Null, TValue>(address, _ => null!);

    /// <summary>Returns a producer that finds the key in the message.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="provider">Where producers are found.</param>
    /// <param name="address">The address of the topic, such as <c>topic:orders</c>. It names the topic in full.</param>
    /// <param name="keyResolver">Returns the key of a message.</param>
    /// <returns>The producer.</returns>
    public static ITopicProducer<TValue> GetProducer<TKey, TValue>(
        this ITopicProducerProvider provider, Uri address, KafkaKeyResolver<TKey, TValue> keyResolver)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(keyResolver);

        return new ResolvingProducer<TKey, TValue>(provider.GetProducer<TKey, TValue>(address), keyResolver);
    }
}
