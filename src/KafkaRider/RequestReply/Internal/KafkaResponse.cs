using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is a reply as MassTransit shows it to the caller.</summary>
internal sealed class KafkaResponse<T>(T message, Confluent.Kafka.Headers headers) : Response<T>
    where T : class
{
    private Headers? _headers;

    public T Message => message;

    object Response.Message => message;

    public Guid? MessageId => headers.GetGuid(KafkaHeaderNames.MessageId);

    public Guid? RequestId => headers.GetGuid(KafkaHeaderNames.RequestId);

    public Guid? CorrelationId => headers.GetGuid(KafkaHeaderNames.CorrelationId);

    public Guid? ConversationId => headers.GetGuid(KafkaHeaderNames.ConversationId);

    public Guid? InitiatorId => headers.GetGuid(KafkaHeaderNames.InitiatorId);

    public DateTime? ExpirationTime => null;

    public Uri? SourceAddress => null;

    public Uri? DestinationAddress => headers.GetUri(KafkaHeaderNames.DestinationAddress);

    public Uri? ResponseAddress => headers.GetUri(KafkaHeaderNames.ResponseAddress);

    public Uri? FaultAddress => headers.GetUri(KafkaHeaderNames.FaultAddress);

    public DateTime? SentTime => null;

    public Headers Headers => _headers ??= new JsonTransportHeaders(new KafkaHeaderProvider(headers));

    public HostInfo Host => MassTransit.Metadata.HostMetadataCache.Empty;
}
