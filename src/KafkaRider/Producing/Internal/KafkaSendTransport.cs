using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is a transport that has no end of its own, because the producer is the rider's.</summary>
/// <remarks>
/// MassTransit disposes what falls out of its cache of endpoints, while somebody may still hold it: its own transport would refuse to send then.
/// </remarks>
internal sealed class KafkaSendTransport(SendTransport<KafkaProducerContext> transport) : ISendTransport
{
    public ConnectHandle ConnectSendObserver(ISendObserver observer) => transport.ConnectSendObserver(observer);

    public Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => transport.CreateSendContext(message, pipe, cancellationToken);

    public Task Send<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => transport.Send(message, pipe, cancellationToken);
}
