using Confluent.Kafka;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Reads what MassTransit wants to know of a message from headers that somebody else has read.</summary>
internal sealed class ProvidedMessageContext(MassTransit.Headers headers, Message<byte[], byte[]> record, Uri? destinationAddress) : MessageContext
{
    // What the wire alone tells: the time.
    private readonly KafkaMessageContext _record = new(record, destinationAddress);

    public Guid? MessageId => headers.Get<Guid>(nameof(MessageId));

    public Guid? RequestId => headers.Get<Guid>(nameof(RequestId));

    public Guid? CorrelationId => headers.Get<Guid>(nameof(CorrelationId));

    public Guid? ConversationId => headers.Get<Guid>(nameof(ConversationId));

    public Guid? InitiatorId => headers.Get<Guid>(nameof(InitiatorId));

    public DateTime? ExpirationTime => null;

    public Uri? SourceAddress => headers.Get<Uri>(nameof(SourceAddress));

    public Uri? DestinationAddress => destinationAddress;

    public Uri? ResponseAddress => headers.Get<Uri>(KafkaHeaderNames.ResponseAddress);

    public Uri? FaultAddress => headers.Get<Uri>(KafkaHeaderNames.FaultAddress);

    public DateTime? SentTime => _record.SentTime;

    public MassTransit.Headers Headers => headers;

    public HostInfo Host => _record.Host;
}
