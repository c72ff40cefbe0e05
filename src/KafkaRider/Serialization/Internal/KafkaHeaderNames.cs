using System.Collections.Frozen;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Names the record headers: MassTransit's names where it has one.</summary>
internal static class KafkaHeaderNames
{
    public const string MessageId = MessageHeaders.MessageId;
    public const string RequestId = MessageHeaders.RequestId;
    public const string CorrelationId = MessageHeaders.CorrelationId;
    public const string ConversationId = MessageHeaders.ConversationId;
    public const string InitiatorId = MessageHeaders.InitiatorId;
    public const string MessageType = MessageHeaders.MessageType;
    public const string ResponseAddress = MessageHeaders.ResponseAddress;
    public const string FaultAddress = MessageHeaders.FaultAddress;
    public const string ContentType = "content-type";

    /// <summary>Carries, on a reply, the <c>MessageId</c> of the very request that it answers.</summary>
    public const string InReplyTo = "InReplyTo";

    /// <summary>Carries, on a reply, the <c>ResponseAddress</c> of the request.</summary>
    public const string DestinationAddress = "DestinationAddress";

    /// <summary>Carries, on what a topic producer writes, where the message comes from.</summary>
    public const string SourceAddress = "SourceAddress";

    /// <summary>W3C trace context (https://www.w3.org/TR/trace-context/).</summary>
    public const string TraceParent = "traceparent";

    public const string TraceState = "tracestate";

    private const string MassTransitPrefix = "MT-";

    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        StringComparer.Ordinal,
        MessageId, RequestId, CorrelationId, ConversationId, InitiatorId, ContentType, InReplyTo, DestinationAddress, SourceAddress, TraceParent, TraceState,
        MessageHeaders.ContentType, "MessageType", "ResponseAddress", "FaultAddress", "InitiatorId");

    /// <summary>Says whether a header is one that the rider or MassTransit writes, rather than the application.</summary>
    public static bool IsOwn(string name) => name.StartsWith(MassTransitPrefix, StringComparison.Ordinal) || Own.Contains(name);
}
