using System.Diagnostics;
using System.Net.Mime;
using System.Text;
using MassTransit;
using MassTransit.Logging;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

/// <summary>Writes what MassTransit knows of a message as record headers.</summary>
internal static class KafkaHeaderWriter
{
    private static readonly byte[] JsonContentType = Encoding.UTF8.GetBytes("application/json");

    /// <summary>Writes the headers of a message.</summary>
    /// <param name="context">The message.</param>
    /// <param name="isProduced">Whether it goes where somebody may look for the names of MassTransit.Kafka, and for where the message comes from.</param>
    public static Headers Write<T>(SendContext<T> context, bool isProduced = false)
        where T : class
    {
        var headers = new Headers();

        headers.Add(KafkaHeaderNames.MessageType, MessageTypes<T>.Get(context.SupportedMessageTypes));
        headers.AddGuid(KafkaHeaderNames.MessageId, context.MessageId);
        headers.AddGuid(KafkaHeaderNames.RequestId, context.RequestId);
        headers.AddGuid(KafkaHeaderNames.CorrelationId, context.CorrelationId);
        headers.AddGuid(KafkaHeaderNames.ConversationId, context.ConversationId);
        headers.AddGuid(isProduced ? nameof(context.InitiatorId) : KafkaHeaderNames.InitiatorId, context.InitiatorId);
        headers.AddText(KafkaHeaderNames.ResponseAddress, context.ResponseAddress?.OriginalString);
        headers.AddText(KafkaHeaderNames.FaultAddress, context.FaultAddress?.OriginalString);
        headers.Add(KafkaHeaderNames.ContentType, TypeOf(context.ContentType));
        if (isProduced)
        {
            headers.AddText(KafkaHeaderNames.SourceAddress, context.SourceAddress?.OriginalString);
        }

        AddTrace(headers, context);

        foreach (var (name, value) in context.Headers.GetAll())
        {
            if (name != DiagnosticHeaders.ActivityId && name != DiagnosticHeaders.ActivityCorrelationContext)
            {
                headers.AddValue(name, value);
            }
        }

        return headers;
    }

    private static byte[] TypeOf(ContentType? type) =>
        type is null || type.MediaType == KafkaJsonSerializer.Json.MediaType ? JsonContentType : Encoding.UTF8.GetBytes(type.ToString());

    // Where nothing records the trace, it goes on as it came.
    private static void AddTrace(Headers headers, SendContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            headers.AddText(KafkaHeaderNames.TraceParent, activity.Id);
            headers.AddText(KafkaHeaderNames.TraceState, activity.TraceStateString);
        }
        else if (context.TryGetPayload(out ConsumeContext? cause) && cause.TryGetPayload(out IReceivedRecord? source)
            && source.Record.Headers is { } received)
        {
            headers.Copy(KafkaHeaderNames.TraceParent, received);
            headers.Copy(KafkaHeaderNames.TraceState, received);
        }
    }

    private static class MessageTypes<T>
        where T : class
    {
        private static readonly byte[] Names = Encode(MessageTypeCache<T>.MessageTypeNames);

        public static byte[] Get(string[] names) => ReferenceEquals(names, MessageTypeCache<T>.MessageTypeNames) ? Names : Encode(names);

        private static byte[] Encode(string[] names) => Encoding.UTF8.GetBytes(string.Join(';', names));
    }
}
