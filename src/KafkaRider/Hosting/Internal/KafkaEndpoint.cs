using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is one endpoint of the rider: MassTransit's face of it, and what reads from Kafka behind.</summary>
internal sealed record KafkaEndpoint(ReceiveEndpoint Endpoint, IEndpointSource Source, TopicEndpointSettings Settings)
{
    /// <summary>Gets what consumes records, if it does.</summary>
    public IReadOnlyList<TopicReceiver> Receivers { get; init; } = [];

    /// <summary>Says whether the endpoint works.</summary>
    /// <param name="broker">Whether the brokers do.</param>
    /// <param name="trouble">What keeps nobody from working, but has to be told.</param>
    public EndpointHealthResult CheckHealth(EndpointStatus broker, string? trouble)
    {
        // Without brokers nothing else works; that it does not is no reason of its own.
        var status = broker.IsReady ? Source.Status : broker;
        return status.IsReady
            ? EndpointHealthResult.Healthy(Endpoint, trouble is null ? status.Description : $"{status.Description}; {trouble}")
            : EndpointHealthResult.Unhealthy(Endpoint, status.Description, status.Exception);
    }
}
