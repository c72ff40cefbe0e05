using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Connects endpoints to a rider as it runs.</summary>
public interface IKafkaTopicEndpointConnector
{
    /// <summary>Connects an endpoint that consumes a topic of one message type as a member of a consumer group, and starts it.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options. Is called again when the bus is started again.</param>
    /// <returns>What tells that it is ready, and stops it. Until then it is part of the bus's health.</returns>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    HostReceiveEndpointHandle ConnectTopicEndpoint<TKey, TValue>(
        string topicName, string groupId, Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class;

    /// <summary>Connects an endpoint that consumes a topic of one message type as a member of a consumer group, and starts it.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="consumerConfig">The consumer group, and settings of the client, which win over those of the rider.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options. Is called again when the bus is started again.</param>
    /// <returns>What tells that it is ready, and stops it. Until then it is part of the bus's health.</returns>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    HostReceiveEndpointHandle ConnectTopicEndpoint<TKey, TValue>(
        string topicName, ConsumerConfig consumerConfig, Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class;
}
