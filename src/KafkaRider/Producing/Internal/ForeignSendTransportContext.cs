using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Stands for an address that is not Kafka's: it gives up replies, and fails whatever else is sent there.</summary>
internal sealed class ForeignSendTransportContext(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer, ReplySender replies, Uri address)
    : BaseSendTransportContext(host, serialization), SendTransportContext<KafkaProducerContext>
{
    /// <summary>Names the failure where it is counted.</summary>
    public const string Code = "NoKafkaAddress";

    private readonly KafkaProducerContext _producerContext = new(producer);

    /// <summary>Says what is wrong with an address.</summary>
    public static string Describe(Uri address) =>
        $"{address.OriginalString} is not the address of a Kafka topic, such as kafka:topic or kafka:topic?partition=7.";

    public override string EntityName => address.OriginalString;

    public override string ActivitySystem => "kafka";

    public Task Send(IPipe<KafkaProducerContext> pipe, CancellationToken cancellationToken) => pipe.Send(_producerContext);

    public override Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken) =>
        CreateSendContext(_producerContext, message, pipe, cancellationToken);

    public async Task<SendContext<T>> CreateSendContext<T>(
        KafkaProducerContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var sendContext = new MessageSendContext<T>(message, cancellationToken) { Serialization = Serialization, Serializer = serializer };
        await pipe.Send(sendContext).ConfigureAwait(false);
        return sendContext;
    }

    public Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        if (!sendContext.IsReply(out var request))
        {
            throw new ArgumentException(Describe(address));
        }

        replies.GiveUp(request.GetTopic(), address.OriginalString, Code, Describe(address));
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.Add("address", address.OriginalString);
}
