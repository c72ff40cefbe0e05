using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Routes what is sent, responded and published on an endpoint to Kafka.</summary>
internal class KafkaReceiveEndpointContext(
    IHostConfiguration host, IReceiveEndpointConfiguration configuration, Func<ISerialization, KafkaSendTransportProvider> transports)
    : BaseReceiveEndpointContext(host, configuration)
{
    private KafkaSendTransportProvider? _transports;

    private KafkaSendTransportProvider Transports => _transports ??= transports(Serialization);

    // Transports hold no connection of their own: the producer is the rider's.
    public override void AddSendAgent(IAgent agent)
    {
    }

    public override void AddConsumeAgent(IAgent agent)
    {
    }

    public override Exception ConvertException(Exception exception, string message) => new TransportException(InputAddress, message, exception);

    protected override ISendTransportProvider CreateSendTransportProvider() => Transports;

    protected override IPublishTransportProvider CreatePublishTransportProvider() => Transports;
}
