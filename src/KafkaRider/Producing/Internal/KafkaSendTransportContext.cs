using System.Text;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;

namespace KafkaRider.Internal;

/// <summary>Sends messages of any type to one topic, or to one partition of it.</summary>
internal sealed class KafkaSendTransportContext(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer, ReplySender replies,
    TopicProducers publishing, KafkaAddress address)
    : RiderSendTransportContext(host, serialization, serializer, producer)
{
    private readonly TopicPartition _destination =
        new(address.Topic, address.Partition is { } partition ? new Partition(partition) : Partition.Any);

    private readonly string _address = address.ToUri().OriginalString;

    public override string EntityName => address.Topic;

    // Is asked only for what an outbox keeps: the key and the headers are not among what that knows of a message.
    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = await base.CreateSendContext(message, pipe, cancellationToken).ConfigureAwait(false);
        var record = CreateMessage(context, out var request);
        ((RecordSendContext<T>)context).Record = record.ToRecord(_destination, request?.GetTopic());
        return context;
    }

    public override Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
    {
        if (((RecordSendContext<T>)sendContext).Record is { } kept)
        {
            return SendAsync(transportContext.Producer, kept, sendContext);
        }

        var message = CreateMessage(sendContext, out var request);
        if (RecordCollector.Current is { } collector)
        {
            collector.Add(message.ToRecord(_destination, request?.GetTopic()));
            return Task.CompletedTask;
        }

        return request is not null
            ? replies.SendAsync(request.GetTopic(), _destination, message, request.CancellationToken)
            : transportContext.Producer.ProduceAsync(_destination, message);
    }

    public override void Probe(ProbeContext context) => context.Add("topic", address.Topic);

    private Task SendAsync(KafkaProducer producer, CollectedRecord kept, SendContext context)
    {
        if (RecordCollector.Current is { } collector)
        {
            collector.Add(kept);
            return Task.CompletedTask;
        }

        // What a topic producer has made leaves through its client, too.
        return kept.AnswersTopic is { } origin
            ? replies.SendAsync(origin, kept.GetDestination(), kept.ToMessage(), context.CancellationToken)
            : (publishing.FindClient(kept.Topic) ?? producer).ProduceAsync(kept.GetDestination(), kept.ToMessage());
    }

    /// <summary>Returns the record of a message, and the request if it is a reply to one.</summary>
    private Message<byte[], byte[]> CreateMessage<T>(SendContext<T> sendContext, out ConsumeContext? request)
        where T : class
    {
        var headers = KafkaHeaderWriter.Write(sendContext);
        if (address.Instance is not null)
        {
            headers.AddText(KafkaHeaderNames.DestinationAddress, _address);
        }

        if (sendContext.IsReply(out request, out var requestMessageId))
        {
            headers.AddGuid(KafkaHeaderNames.InReplyTo, requestMessageId);
        }
        else
        {
            request = null;
        }

        var recordKey = sendContext.RequestId?.ToString();
        return new()
        {
            Key = recordKey is null ? null! : Encoding.UTF8.GetBytes(recordKey),
            Value = ((MessageSendContext<T>)sendContext).Body.GetBytes(),
            Headers = headers,
        };
    }
}
