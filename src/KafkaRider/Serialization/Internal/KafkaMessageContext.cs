using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Reads what MassTransit wants to know of a message from the headers of its record.</summary>
internal sealed class KafkaMessageContext(Message<byte[], byte[]> record, Uri? destinationAddress) : MessageContext
{
    private const long LastTime = 253_402_300_799_999;

    private readonly Confluent.Kafka.Headers? _headers = record.Headers;
    private Uri? _responseAddress;
    private MassTransit.Headers? _customHeaders;

    public Guid? MessageId => _headers.GetGuid(KafkaHeaderNames.MessageId);

    public Guid? RequestId => _headers.GetGuid(KafkaHeaderNames.RequestId);

    public Guid? CorrelationId => _headers.GetGuid(KafkaHeaderNames.CorrelationId);

    public Guid? ConversationId => _headers.GetGuid(KafkaHeaderNames.ConversationId);

    public Guid? InitiatorId => _headers.GetGuid(KafkaHeaderNames.InitiatorId);

    public DateTime? ExpirationTime => null;

    public Uri? SourceAddress => _headers.GetUri(KafkaHeaderNames.SourceAddress);

    public Uri? DestinationAddress => destinationAddress;

    public Uri? ResponseAddress => _responseAddress ??= _headers.GetAddress(KafkaHeaderNames.ResponseAddress);

    public Uri? FaultAddress => _headers.GetAddress(KafkaHeaderNames.FaultAddress);

    // Somebody may have written a time that no calendar has.
    public DateTime? SentTime =>
        record.Timestamp.Type == TimestampType.NotAvailable || record.Timestamp.UnixTimestampMs is < 0 or > LastTime ? null : record.Timestamp.UtcDateTime;

    /// <summary>Gets the headers that are the application's. Whatever is sent because of this message gets them, too.</summary>
    public MassTransit.Headers Headers => _customHeaders ??= new JsonTransportHeaders(new KafkaHeaderProvider(_headers, customOnly: true));

    public HostInfo Host => MassTransit.Metadata.HostMetadataCache.Empty;
}
