using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is an endpoint of a topic of one message type.</summary>
internal sealed class TypedEndpoint<TKey, TValue>(
    string topic, ConsumerConfig config, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
    : EndpointDeclaration(topic, config.GroupId)
    where TValue : class
{
    /// <exception cref="ArgumentException">There is no topic, or no group.</exception>
    public static TypedEndpoint<TKey, TValue> Create(
        string topic, ConsumerConfig config, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentException.ThrowIfNullOrEmpty(config.GroupId);
        ArgumentNullException.ThrowIfNull(configure);

        return new(topic, config, configure);
    }

    public override TopicEndpointSettings CreateSettings(string prefix)
    {
        // A copy: the caller's may serve several endpoints.
        var own = new ConsumerConfig(config.Where(setting => setting.Key != "group.id").ToDictionary(setting => setting.Key, setting => setting.Value));
        return new(Topic, GroupId, prefix) { Client = own };
    }

    public override TopicEndpointConfiguration Create(EndpointParts parts, TopicEndpointSettings settings)
    {
        var configuration = parts.CreateConfiguration<TKey, TValue>(settings);
        configure(configuration);
        return configuration;
    }
}
