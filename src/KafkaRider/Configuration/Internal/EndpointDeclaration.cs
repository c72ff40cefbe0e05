namespace KafkaRider.Internal;

/// <summary>Is an endpoint as it is configured: its names are without the prefix.</summary>
internal sealed record EndpointDeclaration(string Topic, string GroupId, Action<IKafkaTopicEndpointConfigurator> Configure);
