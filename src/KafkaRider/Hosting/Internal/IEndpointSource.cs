namespace KafkaRider.Internal;

/// <summary>Is what reads from Kafka behind an endpoint.</summary>
internal interface IEndpointSource
{
    EndpointStatus Status { get; }

    void Start();

    Task StopAsync();
}
