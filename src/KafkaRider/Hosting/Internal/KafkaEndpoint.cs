using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is one endpoint of the rider: MassTransit's face of it, and what reads from Kafka behind.</summary>
internal sealed record KafkaEndpoint(ReceiveEndpoint Endpoint, IEndpointSource Source)
{
    public EndpointHealthResult CheckHealth(EndpointStatus broker)
    {
        var status = Source.Status.IsReady && !broker.IsReady ? broker : Source.Status;
        return status.IsReady
            ? EndpointHealthResult.Healthy(Endpoint, status.Description)
            : EndpointHealthResult.Unhealthy(Endpoint, status.Description, status.Exception);
    }
}
