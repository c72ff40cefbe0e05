using System.Net.Mime;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows one record to MassTransit's receive pipeline.</summary>
internal sealed class KafkaReceiveContext(Message<byte[], byte[]> record, string[] messageTypes, bool redelivered, ReceiveEndpointContext endpoint)
    : BaseReceiveContext(redelivered, endpoint)
{
    public Message<byte[], byte[]> Record => record;

    public string[] MessageTypes => messageTypes;

    public override MessageBody Body { get; } = new BytesMessageBody(record.Value);

    protected override IHeaderProvider HeaderProvider { get; } = new KafkaHeaderProvider(record.Headers);

    // A foreign content type is not a reason to refuse a record: the body is JSON or it fails as such.
    protected override ContentType GetContentType() => KafkaJsonSerializer.Json;
}
