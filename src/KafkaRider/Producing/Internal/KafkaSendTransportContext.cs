using System.Text;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;

namespace KafkaRider.Internal;

/// <summary>Sends messages of any type to one topic, or to one partition of it.</summary>
internal sealed class KafkaSendTransportContext(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer, ReplySender replies,
    KafkaAddress address)
    : RiderSendTransportContext(host, serialization, serializer, producer)
{
    private readonly TopicPartition _destination =
        new(address.Topic, address.Partition is { } partition ? new Partition(partition) : Partition.Any);

    private readonly string _address = address.ToUri().OriginalString;

    public override string EntityName => address.Topic;

    public override Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
    {
        var headers = KafkaHeaderWriter.Write(sendContext);
        if (address.Instance is not null)
        {
            headers.AddText(KafkaHeaderNames.DestinationAddress, _address);
        }

        var isReply = sendContext.IsReply(out var request, out var requestMessageId);
        if (isReply)
        {
            headers.AddGuid(KafkaHeaderNames.InReplyTo, requestMessageId);
        }

        var recordKey = sendContext.RequestId?.ToString();
        var record = new Message<byte[], byte[]>
        {
            Key = recordKey is null ? null! : Encoding.UTF8.GetBytes(recordKey),
            Value = ((MessageSendContext<T>)sendContext).Body.GetBytes(),
            Headers = headers,
        };
        if (RecordCollector.Current is { } collector)
        {
            collector.Add(_destination, record, isReply ? request!.GetTopic() : null);
            return Task.CompletedTask;
        }

        return isReply
            ? replies.SendAsync(request!.GetTopic(), _destination, record, request!.CancellationToken)
            : transportContext.Producer.ProduceAsync(_destination, record);
    }

    public override void Probe(ProbeContext context) => context.Add("topic", address.Topic);
}
