namespace KafkaRider.Internal;

/// <summary>Is what reads from Kafka behind an endpoint.</summary>
internal interface IEndpointSource
{
    EndpointStatus Status { get; }

    /// <summary>Gets a task that ends when it can do its work for the first time.</summary>
    Task Ready { get; }

    void Start();

    Task StopAsync();
}
