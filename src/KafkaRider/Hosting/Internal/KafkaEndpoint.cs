using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is one endpoint of the rider: MassTransit's face of it, and what reads from Kafka behind.</summary>
internal sealed record KafkaEndpoint(ReceiveEndpoint Endpoint, IEndpointSource Source)
{
    /// <summary>Says whether the endpoint works.</summary>
    /// <param name="broker">Whether the brokers do.</param>
    /// <param name="trouble">What keeps nobody from working, but has to be told.</param>
    public EndpointHealthResult CheckHealth(EndpointStatus broker, string? trouble)
    {
        var status = Source.Status.IsReady && !broker.IsReady ? broker : Source.Status;
        return status.IsReady
            ? EndpointHealthResult.Healthy(Endpoint, trouble is null ? status.Description : $"{status.Description}; {trouble}")
            : EndpointHealthResult.Unhealthy(Endpoint, status.Description, status.Exception);
    }
}
