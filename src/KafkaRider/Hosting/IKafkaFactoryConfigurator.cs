using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Configures the Kafka rider.</summary>
/// <remarks>Is used while the bus is built, by one thread.</remarks>
public interface IKafkaFactoryConfigurator : IKafkaClientConfigurator, IRiderFactoryConfigurator, ISendObserverConnector, ISendPipelineConfigurator
{
    /// <summary>Sets how the process reaches Kafka.</summary>
    /// <param name="options">The brokers and the librdkafka settings.</param>
    /// <exception cref="MassTransit.ConfigurationException">A setting breaks a delivery guarantee of the rider.</exception>
    void Host(KafkaOptions options);

    /// <summary>Sets the brokers. Where nobody does, the <see cref="ClientConfig"/> of the container names them.</summary>
    /// <param name="bootstrapServers">The brokers to ask first, as <c>host:port</c>, separated by commas.</param>
    /// <param name="configure">Sets how they are reached.</param>
    void Host(string bootstrapServers, Action<IKafkaHostConfigurator>? configure = null);

    /// <summary>Sets the brokers.</summary>
    /// <param name="servers">The brokers to ask first, as <c>host:port</c>.</param>
    /// <param name="configure">Sets how they are reached.</param>
    void Host(IReadOnlyList<string> servers, Action<IKafkaHostConfigurator>? configure = null);

    /// <summary>Sets what gets a token for a client that needs one (SASL/OAUTHBEARER).</summary>
    /// <param name="handler">Gets the client, and the configured text. Sets the client's token. Is called on a thread of the client.</param>
    void OAuthBearerTokenRefreshHandler(Action<IClient, string> handler);

    /// <summary>Configures how brokers are asked what they know.</summary>
    /// <param name="configure">Sets whether and for how long.</param>
    void ConfigureApi(Action<IKafkaApiConfigurator> configure);

    /// <summary>Configures the connections.</summary>
    /// <param name="configure">Sets sizes and times.</param>
    void ConfigureSocket(Action<IKafkaSocketConfigurator> configure);

    /// <summary>Sets what shows the headers of records to MassTransit, on all endpoints that set nothing else.</summary>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    void SetHeadersDeserializer(IHeadersDeserializer deserializer);

    /// <summary>Sets what makes headers of what is known of a message, for all producers that set nothing else.</summary>
    /// <param name="serializer">The serializer. Is called on any thread.</param>
    void SetHeadersSerializer(IHeadersSerializer serializer);

    /// <summary>Sets what makes the serializers of typed producers and endpoints.</summary>
    /// <param name="factory">The factory. By default, <see cref="DefaultKafkaSerializerFactory"/> with the JSON of <see cref="UseJson"/>, or else MassTransit's.</param>
    void SetSerializationFactory(IKafkaSerializerFactory factory);

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

    /// <summary>Adds an endpoint that consumes a topic of one message type as a member of a consumer group.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    void TopicEndpoint<TKey, TValue>(string topicName, string groupId, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class;

    /// <summary>Adds an endpoint that consumes a topic of one message type as a member of a consumer group.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the messages.</typeparam>
    /// <param name="topicName">The topic, or a regular expression of topics, which begins with <c>^</c>.</param>
    /// <param name="consumerConfig">The consumer group, and settings of the client, which win over those of the rider.</param>
    /// <param name="configure">Connects consumers and sets the endpoint's options.</param>
    void TopicEndpoint<TKey, TValue>(
        string topicName, ConsumerConfig consumerConfig, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class;

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
