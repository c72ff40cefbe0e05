using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Routes to Kafka what is Kafka's, and the rest to the bus.</summary>
internal sealed class BusReceiveEndpointContext(
    IHostConfiguration host, IReceiveEndpointConfiguration configuration, Func<ISerialization, KafkaSendTransportProvider> transports, IBus bus,
    TopicProducers publishing)
    : KafkaReceiveEndpointContext(host, configuration, transports)
{
    private readonly IHostConfiguration _host = host;

    protected override IPublishEndpointProvider CreatePublishEndpointProvider() => new Publishing(base.CreatePublishEndpointProvider(), bus, publishing);

    protected override ISendEndpointProvider CreateSendEndpointProvider() => new Sending(base.CreateSendEndpointProvider(), bus, _host.HostAddress);

    private sealed class Publishing(IPublishEndpointProvider kafka, IBus bus, TopicProducers producers) : IPublishEndpointProvider
    {
        public Task<ISendEndpoint> GetPublishSendEndpoint<T>()
            where T : class => producers.Publishes<T>() ? kafka.GetPublishSendEndpoint<T>() : bus.GetPublishSendEndpoint<T>();

        public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => kafka.ConnectPublishObserver(observer);
    }

    private sealed class Sending(ISendEndpointProvider kafka, IBus bus, Uri hostAddress) : ISendEndpointProvider
    {
        private static readonly string[] ShortSchemes = ["queue", "exchange"];

        public Task<ISendEndpoint> GetSendEndpoint(Uri address) =>
            !KafkaAddress.TryParse(address, out _) && (address.Scheme == hostAddress.Scheme || ShortSchemes.Contains(address.Scheme))
                ? bus.GetSendEndpoint(address)
                : kafka.GetSendEndpoint(address);

        public ConnectHandle ConnectSendObserver(ISendObserver observer) => kafka.ConnectSendObserver(observer);
    }
}
