using MassTransit;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

internal sealed class DictionaryHeadersSerializer : IHeadersSerializer
{
    public Headers Serialize(SendContext context)
    {
        var headers = new Headers();
        foreach (var (name, value) in context.Headers.GetAll())
        {
            headers.AddValue(name, value);
        }

        headers.Replace(nameof(MessageContext.MessageId), context.MessageId);
        headers.Replace(nameof(MessageContext.CorrelationId), context.CorrelationId);
        headers.Replace(nameof(MessageContext.ConversationId), context.ConversationId);
        headers.Replace(nameof(MessageContext.InitiatorId), context.InitiatorId);
        headers.Replace(nameof(MessageContext.DestinationAddress), context.DestinationAddress);
        headers.Replace(nameof(MessageContext.SourceAddress), context.SourceAddress);
        headers.Replace(MessageHeaders.ContentType, context.ContentType?.ToString());
        return headers;
    }
}
