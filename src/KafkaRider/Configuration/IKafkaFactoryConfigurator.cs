using System.Text.Json;

namespace KafkaRider;

/// <summary>Configures the Kafka rider.</summary>
/// <remarks>Is used while the bus is built, by one thread.</remarks>
public interface IKafkaFactoryConfigurator
{
    /// <summary>Sets how the process reaches Kafka.</summary>
    /// <param name="options">The brokers and the librdkafka settings.</param>
    /// <exception cref="MassTransit.ConfigurationException">A setting breaks a delivery guarantee of the rider.</exception>
    void Host(KafkaOptions options);

    /// <summary>Sets the brokers, with default settings.</summary>
    /// <param name="bootstrapServers">The brokers to ask first, as <c>host:port</c>, separated by commas.</param>
    void Host(string bootstrapServers);

    /// <summary>Sets how message bodies are written and read.</summary>
    /// <param name="options">The options; the default is <see cref="JsonSerializerOptions.Web"/>.</param>
    void UseJson(JsonSerializerOptions options);

    /// <summary>Declares a topic, which is created at start where it does not exist and the broker allows it.</summary>
    /// <param name="topic">The topic. An existing one is left as it is.</param>
    void Topic(TopicOptions topic);

    /// <summary>Sets where and how the request clients of this process receive replies.</summary>
    /// <param name="options">The options. Required where a request client is registered.</param>
    void RequestClient(KafkaRequestClientOptions options);

    /// <summary>Adds an endpoint that consumes a topic as a member of a consumer group.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    void TopicEndpoint(string topic, string groupId, Action<IKafkaTopicEndpointConfigurator> configure);
}
