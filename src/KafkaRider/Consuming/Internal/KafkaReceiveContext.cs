using System.Net.Mime;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows one record, whose headers say what it is, to MassTransit's receive pipeline.</summary>
internal class KafkaReceiveContext(
    ConsumeResult<byte[], byte[]> received, string[] messageTypes, bool redelivered, ReceiveEndpointContext endpoint, TopicEndpointSettings settings)
    : BaseReceiveContext(redelivered, endpoint), KafkaConsumeContext<string?>, IReceivedRecord
{
    private readonly IReceiveObserver _observers = endpoint.ReceiveObservers;

    public Message<byte[], byte[]> Record => received.Message;

    public string GroupId => settings.GroupId;

    public string Topic => received.Topic;

    public int Partition => received.Partition;

    public long Offset => received.Offset;

    public bool IsPartitionEof => received.IsPartitionEOF;

    public DateTime CheckpointUtcDateTime => received.Message.Timestamp.UtcDateTime;

    public override MessageBody Body { get; } = new BytesMessageBody(received.Message.Value);

    string? KafkaConsumeContext<string?>.Key => HeadersExtensions.ReadText(received.Message.Key);

    protected override IHeaderProvider HeaderProvider { get; } =
        settings.HeadersDeserializer?.Deserialize(received.Message.Headers ?? []) ?? new KafkaHeaderProvider(received.Message.Headers);

    /// <summary>Gets what MassTransit wants to know of the message.</summary>
    protected MessageContext Message => settings.HeadersDeserializer is null
        ? new KafkaMessageContext(Record, InputAddress)
        : new ProvidedMessageContext(TransportHeaders, Record, InputAddress);

    public virtual SerializerContext CreateSerializerContext(KafkaJsonSerializer serializer) =>
        new KafkaSerializerContext(serializer, Body, Message, messageTypes);

    // Not to the log as well, where each attempt would have its line and stack trace: the record processor tells it there, at a bounded rate.
    public override Task NotifyFaulted<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) =>
        _observers.ConsumeFault(context, duration, consumerType, exception);

    public override Task NotifyFaulted(Exception exception) => _observers.ReceiveFault(this, exception);

    // A foreign content type is not a reason to refuse a record: the body is JSON or it fails as such.
    protected override ContentType GetContentType() => KafkaJsonSerializer.Json;
}
