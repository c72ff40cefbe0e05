using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace KafkaRider.Internal;

/// <summary>Reads a record's body as the type that a consumer wants, if the type header names it.</summary>
internal sealed class KafkaSerializerContext(KafkaJsonSerializer serializer, MessageBody body, MessageContext context, string[] messageTypes)
    : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, messageTypes)
{
    public override bool TryGetMessage<T>(out T? message)
        where T : class
    {
        message = IsSupportedMessageType<T>() ? JsonSerializer.Deserialize<T>(body.GetBytes(), serializer.Options) : null;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = IsSupportedMessageType(messageType) ? JsonSerializer.Deserialize(body.GetBytes(), messageType, serializer.Options) : null;
        return message is not null;
    }

    // For what passes the message on as it is, whatever type it has it as.
    public override IMessageSerializer GetMessageSerializer() => new CopyBodySerializer(KafkaJsonSerializer.Json, body);

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => serializer;

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => serializer;

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => message is null
            ? []
            : JsonSerializer.SerializeToElement(message, serializer.Options).Deserialize<Dictionary<string, object>>()!;
}
