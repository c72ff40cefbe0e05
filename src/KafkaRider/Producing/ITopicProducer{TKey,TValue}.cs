using MassTransit;

namespace KafkaRider;

/// <summary>Writes messages of one type, each with its key, to one topic.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the messages.</typeparam>
/// <remarks>Is <see cref="ITopicProducer{TValue}"/> where whoever writes names the key.</remarks>
public interface ITopicProducer<TKey, TValue> : ISendObserverConnector
    where TValue : class
{
    /// <summary>Writes a message.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="value">The message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>Writes a message.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="value">The message.</param>
    /// <param name="pipe">Sets headers, ids, the partition or the serializers of this one message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TKey key, TValue value, IPipe<KafkaSendContext<TKey, TValue>> pipe, CancellationToken cancellationToken = default);

    /// <summary>Writes a message that is made of the properties of an object, such as an anonymous one.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="values">The properties. Those named <c>__Header_…</c> and the like become headers, as MassTransit's message initializers have it.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TKey key, object values, CancellationToken cancellationToken = default);

    /// <summary>Writes a message that is made of the properties of an object, such as an anonymous one.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="values">The properties. Those named <c>__Header_…</c> and the like become headers, as MassTransit's message initializers have it.</param>
    /// <param name="pipe">Sets headers, ids, the partition or the serializers of this one message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TKey key, object values, IPipe<KafkaSendContext<TKey, TValue>> pipe, CancellationToken cancellationToken = default);
}
