using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Makes the contexts of what is sent, wherever it goes.</summary>
internal abstract class RiderSendTransportContext(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer)
    : BaseSendTransportContext(host, serialization), SendTransportContext<KafkaProducerContext>
{
    private readonly KafkaProducerContext _producerContext = new(producer);

    public override string ActivitySystem => "kafka";

    public Task Send(IPipe<KafkaProducerContext> pipe, CancellationToken cancellationToken) => pipe.Send(_producerContext);

    public override Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken) =>
        CreateSendContext(_producerContext, message, pipe, cancellationToken);

    public async Task<SendContext<T>> CreateSendContext<T>(
        KafkaProducerContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var sendContext = new RecordSendContext<T>(message, cancellationToken) { Serialization = Serialization, Serializer = serializer };
        await pipe.Send(sendContext).ConfigureAwait(false);
        return sendContext;
    }

    public abstract Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
        where T : class;

    public abstract void Probe(ProbeContext context);
}
