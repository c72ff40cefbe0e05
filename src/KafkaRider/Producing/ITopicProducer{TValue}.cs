using MassTransit;

namespace KafkaRider;

/// <summary>Writes messages of one type to one topic.</summary>
/// <typeparam name="TValue">The type of the messages.</typeparam>
/// <remarks>
/// Comes from <c>AddProducer</c>, for each scope: what a consumer writes continues the conversation of what it consumes. Is safe for
/// concurrent use. A task that is returned ends when all in-sync replicas have the record, and fails if they do not take it.
/// </remarks>
public interface ITopicProducer<TValue> : ISendObserverConnector
    where TValue : class
{
    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TValue message, CancellationToken cancellationToken = default);

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="pipe">Sets headers, ids, the key, the partition or the serializers of this one message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(TValue message, IPipe<KafkaSendContext<TValue>> pipe, CancellationToken cancellationToken = default);

    /// <summary>Writes a message that is made of the properties of an object, such as an anonymous one.</summary>
    /// <param name="values">The properties. Those named <c>__Header_…</c> and the like become headers, as MassTransit's message initializers have it.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(object values, CancellationToken cancellationToken = default);

    /// <summary>Writes a message that is made of the properties of an object, such as an anonymous one.</summary>
    /// <param name="values">The properties. Those named <c>__Header_…</c> and the like become headers, as MassTransit's message initializers have it.</param>
    /// <param name="pipe">Sets headers, ids, the key, the partition or the serializers of this one message.</param>
    /// <param name="cancellationToken">Ends the waiting. What has been handed to the client may be written all the same.</param>
    /// <returns>A task that ends when Kafka has the record.</returns>
    Task Produce(object values, IPipe<KafkaSendContext<TValue>> pipe, CancellationToken cancellationToken = default);
}
