namespace KafkaRider.Internal;

/// <summary>Is an endpoint of a topic whose records say themselves of which type they are.</summary>
internal sealed class MixedEndpoint(string topic, string groupId, Action<IKafkaTopicEndpointConfigurator> configure) : EndpointDeclaration(topic, groupId)
{
    public override TopicEndpointSettings CreateSettings(string prefix) => new(Topic, GroupId, prefix);

    public override TopicEndpointConfiguration Create(EndpointParts parts, TopicEndpointSettings settings)
    {
        var configuration = parts.CreateConfiguration(settings);
        configure(configuration);
        return configuration;
    }
}
