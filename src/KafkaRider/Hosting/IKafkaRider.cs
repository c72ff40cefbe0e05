using MassTransit.Transports;

namespace KafkaRider;

/// <summary>Is the rider of a bus as it runs: it comes from the container, as a singleton.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
public interface IKafkaRider : IRiderControl, ITopicProducerProvider, IKafkaTopicEndpointConnector;
