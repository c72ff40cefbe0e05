using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Adds and connects endpoints of topics of which nobody looks at the keys.</summary>
public static class TopicEndpointExtensions
{
    /// <summary>Adds an endpoint that consumes a topic of one message type as a member of a consumer group.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider.</param>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    public static void TopicEndpoint<T>(
        this IKafkaFactoryConfigurator configurator, string topicName, string groupId, Action<IKafkaTopicReceiveEndpointConfigurator<Ignore, T>> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.TopicEndpoint(topicName, groupId, configure);
    }

    /// <summary>Adds an endpoint that consumes a topic of one message type as a member of a consumer group.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider.</param>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="consumerConfig">The consumer group, and settings of the client, which win over those of the rider.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    public static void TopicEndpoint<T>(
        this IKafkaFactoryConfigurator configurator, string topicName, ConsumerConfig consumerConfig,
        Action<IKafkaTopicReceiveEndpointConfigurator<Ignore, T>> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.TopicEndpoint(topicName, consumerConfig, configure);
    }

    /// <summary>Connects an endpoint to a rider as it runs.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="connector">The rider.</param>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    /// <returns>What tells that it is ready, and stops it.</returns>
    public static HostReceiveEndpointHandle ConnectTopicEndpoint<T>(
        this IKafkaTopicEndpointConnector connector, string topicName, string groupId,
        Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<Ignore, T>> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(connector);
        return connector.ConnectTopicEndpoint(topicName, groupId, configure);
    }

    /// <summary>Connects an endpoint to a rider as it runs.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="connector">The rider.</param>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="consumerConfig">The consumer group, and settings of the client, which win over those of the rider.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    /// <returns>What tells that it is ready, and stops it.</returns>
    public static HostReceiveEndpointHandle ConnectTopicEndpoint<T>(
        this IKafkaTopicEndpointConnector connector, string topicName, ConsumerConfig consumerConfig,
        Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<Ignore, T>> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(connector);
        return connector.ConnectTopicEndpoint(topicName, consumerConfig, configure);
    }
}
