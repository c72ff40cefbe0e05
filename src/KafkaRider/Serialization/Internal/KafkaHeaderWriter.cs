using System.Diagnostics;
using System.Text;
using MassTransit;
using MassTransit.Logging;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

/// <summary>Writes what MassTransit knows of a message as record headers.</summary>
internal static class KafkaHeaderWriter
{
    private static readonly byte[] JsonContentType = Encoding.UTF8.GetBytes("application/json");

    public static Headers Write(SendContext context)
    {
        var headers = new Headers();

        headers.AddText(KafkaHeaderNames.MessageType, string.Join(';', context.SupportedMessageTypes));
        headers.AddGuid(KafkaHeaderNames.MessageId, context.MessageId);
        headers.AddGuid(KafkaHeaderNames.RequestId, context.RequestId);
        headers.AddGuid(KafkaHeaderNames.CorrelationId, context.CorrelationId);
        headers.AddGuid(KafkaHeaderNames.ConversationId, context.ConversationId);
        headers.AddGuid(KafkaHeaderNames.InitiatorId, context.InitiatorId);
        headers.AddText(KafkaHeaderNames.ResponseAddress, context.ResponseAddress?.OriginalString);
        headers.AddText(KafkaHeaderNames.FaultAddress, context.FaultAddress?.OriginalString);
        headers.Add(KafkaHeaderNames.ContentType, JsonContentType);
        AddTrace(headers);

        foreach (var (name, value) in context.Headers.GetAll())
        {
            if (name != DiagnosticHeaders.ActivityId && name != DiagnosticHeaders.ActivityCorrelationContext)
            {
                headers.AddText(name, value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return headers;
    }

    public static void AddTrace(Headers headers)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            headers.AddText(KafkaHeaderNames.TraceParent, activity.Id);
            headers.AddText(KafkaHeaderNames.TraceState, activity.TraceStateString);
        }
    }
}
