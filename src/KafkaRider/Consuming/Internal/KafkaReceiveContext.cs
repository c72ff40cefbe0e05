using System.Net.Mime;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows one record to MassTransit's receive pipeline.</summary>
internal sealed class KafkaReceiveContext(
    ConsumeResult<byte[], byte[]> result, bool redelivered, ReceiveEndpointContext endpoint, IHeaderProvider headers)
    : BaseReceiveContext(redelivered, endpoint)
{
    public override MessageBody Body { get; } = new BytesMessageBody(result.Message.Value);

    protected override IHeaderProvider HeaderProvider => headers;

    // A foreign content type is not a reason to refuse a record: the body is JSON or it fails as such.
    protected override ContentType GetContentType() => KafkaJsonSerializer.Json;
}
