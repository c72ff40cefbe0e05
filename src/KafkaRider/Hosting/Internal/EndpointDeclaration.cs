namespace KafkaRider.Internal;

/// <summary>Is an endpoint as it is configured: its names are without the prefix.</summary>
internal abstract class EndpointDeclaration(string topic, string groupId)
{
    public string Topic => topic;

    public string GroupId => groupId;

    public bool IsPattern => TopicEndpointSettings.IsPatternOf(topic);

    /// <summary>Returns what it begins with.</summary>
    public abstract TopicEndpointSettings CreateSettings(string prefix);

    /// <summary>Creates and configures the endpoint.</summary>
    public abstract TopicEndpointConfiguration Create(EndpointParts parts, TopicEndpointSettings settings);
}
