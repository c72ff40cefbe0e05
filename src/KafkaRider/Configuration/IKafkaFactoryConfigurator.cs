using System.Text.Json.Serialization.Metadata;
using MassTransit;

namespace KafkaRider;

/// <summary>Configures the Kafka rider.</summary>
/// <remarks>Is used while the bus is built, by one thread.</remarks>
public interface IKafkaFactoryConfigurator : IRiderFactoryConfigurator, ISendObserverConnector, ISendPipelineConfigurator
{
    /// <summary>Sets how the process reaches Kafka.</summary>
    /// <param name="options">The brokers and the librdkafka settings.</param>
    /// <exception cref="MassTransit.ConfigurationException">A setting breaks a delivery guarantee of the rider.</exception>
    void Host(KafkaOptions options);

    /// <summary>Sets the brokers, with default settings.</summary>
    /// <param name="bootstrapServers">The brokers to ask first, as <c>host:port</c>, separated by commas.</param>
    void Host(string bootstrapServers);

    /// <summary>Adds types whose JSON is source generated. The body of any other type is written and read by reflection.</summary>
    /// <param name="resolver">Usually the <c>Default</c> of a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <remarks>Bodies are UTF-8 with <see cref="System.Text.Json.JsonSerializerDefaults.Web"/>: camelCase, unknown fields ignored.</remarks>
    void UseJson(IJsonTypeInfoResolver resolver);

    /// <summary>Declares a topic, which is created where it does not exist and the broker allows it: at start, and after it was deleted.</summary>
    /// <param name="name">The name of the topic. Declared again, the last counts.</param>
    /// <param name="partitions">The number of partitions, at least 1.</param>
    /// <param name="retention">How long the broker keeps records; <see langword="null"/> keeps them for ever.</param>
    /// <remarks>
    /// A topic that exists is left as it is. One with fewer partitions, or with settings by which records would go sooner, or would not be
    /// taken, is refused: the process stops. Where that comes about while it runs, health and the log tell of it.
    /// </remarks>
    void Topic(string name, int partitions, TimeSpan? retention = null);

    /// <summary>Sets where and how the request clients of this process receive replies.</summary>
    /// <param name="options">The options. Required where a request client is registered.</param>
    void RequestClient(KafkaRequestClientOptions options);

    /// <summary>Adds an endpoint that consumes a topic as a member of a consumer group.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    void TopicEndpoint(string topic, string groupId, Action<IKafkaTopicEndpointConfigurator> configure);

    /// <summary>Follows a topic without a consumer group: this process gets every record of it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="follower">What takes the records.</param>
    /// <param name="lagLimit">How many records the follower may be behind, at least 1.</param>
    /// <remarks>
    /// A topic that several follow is read once, and the lowest limit counts.
    /// The bus is not healthy until the follower has caught up with what is in the topic when the process starts, nor while it is further
    /// behind than <paramref name="lagLimit"/>.
    /// </remarks>
    void Follow(string topic, ITopicFollower follower, long lagLimit = 10_000);
}
