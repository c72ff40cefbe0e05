using System.Net.Mime;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows one record to MassTransit's receive pipeline.</summary>
internal sealed class KafkaReceiveContext(Message<byte[], byte[]> record, string[] messageTypes, bool redelivered, ReceiveEndpointContext endpoint)
    : BaseReceiveContext(redelivered, endpoint)
{
    private readonly IReceiveObserver _observers = endpoint.ReceiveObservers;

    public Message<byte[], byte[]> Record => record;

    public string[] MessageTypes => messageTypes;

    public override MessageBody Body { get; } = new BytesMessageBody(record.Value);

    protected override IHeaderProvider HeaderProvider { get; } = new KafkaHeaderProvider(record.Headers);

    // Not to the log as well, where each attempt would have its line and stack trace: the record processor tells it there, at a bounded rate.
    public override Task NotifyFaulted<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) =>
        _observers.ConsumeFault(context, duration, consumerType, exception);

    public override Task NotifyFaulted(Exception exception) => _observers.ReceiveFault(this, exception);

    // A foreign content type is not a reason to refuse a record: the body is JSON or it fails as such.
    protected override ContentType GetContentType() => KafkaJsonSerializer.Json;
}
