using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows what reads from Kafka to MassTransit as the transport of an endpoint.</summary>
internal sealed class KafkaReceiveTransport(IEndpointSource source, ReceiveEndpointContext context) : IReceiveTransport
{
    public ReceiveTransportHandle Start()
    {
        source.Start();
        _ = TellReadyAsync();
        return new Handle(source);
    }

    private async Task TellReadyAsync()
    {
        await source.Ready.ConfigureAwait(false);
        await context.TransportObservers.NotifyReady(context.InputAddress).ConfigureAwait(false);
    }

    public ConnectHandle ConnectReceiveObserver(IReceiveObserver observer) => context.ConnectReceiveObserver(observer);

    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => context.ConnectPublishObserver(observer);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => context.ConnectSendObserver(observer);

    public ConnectHandle ConnectReceiveTransportObserver(IReceiveTransportObserver observer) =>
        context.ConnectReceiveTransportObserver(observer);

    public void Probe(ProbeContext probe) => context.Probe(probe);

    private sealed class Handle(IEndpointSource source) : ReceiveTransportHandle
    {
        public Task Stop(CancellationToken cancellationToken) => source.StopAsync().WaitAsync(cancellationToken);
    }
}
