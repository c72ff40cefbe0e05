using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Stands for an address that is not Kafka's: it gives up replies, and fails whatever else is sent there.</summary>
internal sealed class ForeignSendTransportContext(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer, ReplySender replies, Uri address)
    : RiderSendTransportContext(host, serialization, serializer, producer)
{
    /// <summary>Names the failure where it is counted.</summary>
    public const string Code = "NoKafkaAddress";

    /// <summary>Says what is wrong with an address.</summary>
    public static string Describe(Uri address) =>
        $"{address.OriginalString} is not the address of a Kafka topic, such as kafka:topic or kafka:topic?partition=7.";

    public override string EntityName => address.OriginalString;

    public override Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
    {
        if (!sendContext.IsReply(out var request, out _))
        {
            throw new ArgumentException(Describe(address));
        }

        replies.GiveUp(request.GetTopic(), address.OriginalString, Code, Describe(address));
        return Task.CompletedTask;
    }

    public override void Probe(ProbeContext context) => context.Add("address", address.OriginalString);
}
