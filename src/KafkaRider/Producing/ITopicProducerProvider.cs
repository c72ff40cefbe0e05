using MassTransit;

namespace KafkaRider;

/// <summary>Finds producers for topics that are known only when the process runs.</summary>
/// <remarks>Comes for each scope, as <see cref="ITopicProducer{TValue}"/> does. Is safe for concurrent use.</remarks>
public interface ITopicProducerProvider : ISendObserverConnector
{
    /// <summary>Returns the producer of a topic: as <c>AddProducer</c> has it for these types, or with the rider's settings if it has none.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="address">The address of the topic, such as <c>topic:orders</c>. It names the topic in full.</param>
    /// <returns>The producer.</returns>
    /// <exception cref="ArgumentException">The address is not that of a topic.</exception>
    ITopicProducer<TKey, TValue> GetProducer<TKey, TValue>(Uri address)
        where TValue : class;
}
