using System.Text;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Serialization;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Writes messages of one type to one topic, with the serializers that its producer has.</summary>
/// <param name="host">The host of the bus.</param>
/// <param name="settings">The topic, and how its records are made.</param>
/// <param name="serializer">The rider's serializer.</param>
/// <param name="sendPipe">The filters of all that the rider sends.</param>
/// <param name="getProducer">Returns the producer of the rider as it runs now.</param>
internal sealed class TopicTransportContext<TKey, TValue>(
    IHostConfiguration host, TopicProducerSettings<TKey, TValue> settings, KafkaJsonSerializer serializer, ISendPipe sendPipe, Func<KafkaProducer> getProducer)
    : BaseSendTransportContext(host, new SerializationConfiguration().CreateSerializerCollection()), SendTransportContext<KafkaProducerContext>
    where TValue : class
{
    private readonly Uri _hostAddress = host.HostAddress;
    private readonly Uri _address = new KafkaTopicAddress(host.HostAddress, settings.Topic);

    public override string EntityName => settings.Topic;

    public override string ActivitySystem => KafkaTopicAddress.PathPrefix;

    public Task Send(IPipe<KafkaProducerContext> pipe, CancellationToken cancellationToken) => pipe.Send(new(getProducer()));

    // Is asked only for what an outbox keeps: made here, where serializers may take their time, the record has all that the producer knows of it.
    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var sendContext = await CreateSendContext(new(getProducer()), message, pipe, cancellationToken).ConfigureAwait(false);
        var context = (TopicSendContext<TKey, TValue>)(object)sendContext;
        var record = await CreateRecordAsync(context).ConfigureAwait(false);
        context.Record = record.ToRecord(new(settings.Topic, context.Partition), answersTopic: null);

        // An outbox keeps the body as text, which the value of a record need not be.
        context.Serializer = new CopyBodySerializer(context.ContentType ?? settings.ContentType, new StringMessageBody(string.Empty));
        return sendContext;
    }

    public async Task<SendContext<T>> CreateSendContext<T>(
        KafkaProducerContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var sendContext = new TopicSendContext<TKey, TValue>((TValue)(object)message, settings.KeySerializer, settings.ValueSerializer, cancellationToken)
        {
            Serialization = Serialization,
            Serializer = serializer,
            ContentType = settings.ContentType,
            DestinationAddress = _address,
        };
        (pipe as ProducePipe<TKey, TValue>)?.Prepare(sendContext);
        await sendPipe.Send(sendContext).ConfigureAwait(false);
        await pipe.Send((SendContext<T>)(object)sendContext).ConfigureAwait(false);

        // What is published was given the address of its type on the bus, and an outbox would send it there.
        sendContext.DestinationAddress = _address;
        sendContext.SourceAddress ??= _hostAddress;
        sendContext.ConversationId ??= NewId.NextGuid();
        if (!sendContext.HasKey && settings.KeyResolver is { } resolver)
        {
            sendContext.Key = resolver(sendContext);
        }

        return (SendContext<T>)(object)sendContext;
    }

    public async Task Send<T>(KafkaProducerContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        var context = (TopicSendContext<TKey, TValue>)(object)sendContext;
        var record = await CreateRecordAsync(context).ConfigureAwait(false);
        context.CancellationToken.ThrowIfCancellationRequested();
        if (RecordCollector.Current is { } collector)
        {
            collector.Add(record.ToRecord(new(settings.Topic, context.Partition), answersTopic: null));
            return;
        }

        await transportContext.Producer
            .ProduceAsync(new(settings.Topic, context.Partition), record)
            .WaitAsync(context.CancellationToken)
            .ConfigureAwait(false);
    }

    public void Probe(ProbeContext context) => context.Add("topic", settings.Topic);

    private async Task<Message<byte[], byte[]>> CreateRecordAsync(TopicSendContext<TKey, TValue> context)
    {
        var headers = settings.HeadersSerializer?.Serialize(context) ?? KafkaHeaderWriter.Write(context, context.IsProduced);
        var key = await context.KeySerializer
            .SerializeAsync(context.Key, new(MessageComponentType.Key, settings.Topic, headers)).ConfigureAwait(false);
        var value = await context.ValueSerializer
            .SerializeAsync(context.Message, new(MessageComponentType.Value, settings.Topic, headers)).ConfigureAwait(false);

        // What belongs to one request stays together.
        key ??= context.RequestId is { } request ? Encoding.UTF8.GetBytes(request.ToString()) : null!;
        return new() { Key = key, Value = value, Headers = headers };
    }
}
