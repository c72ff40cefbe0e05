using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace KafkaRider.Internal;

/// <summary>Has the message of a record of one type, for every consumer that takes that type or one that it is.</summary>
internal sealed class TypedSerializerContext<TValue>(KafkaJsonSerializer serializer, MessageContext context, Func<TValue> read)
    : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, MessageTypeCache<TValue>.MessageTypeNames)
    where TValue : class
{
    private TValue? _message;
    private bool _isRead;

    private TValue? Message
    {
        get
        {
            // Several consumers may ask at once: then it is read more than once.
            if (!Volatile.Read(ref _isRead))
            {
                _message = read();
                Volatile.Write(ref _isRead, true);
            }

            return _message;
        }
    }

    public override bool IsSupportedMessageType<T>() => IsSupportedMessageType(typeof(T));

    public override bool IsSupportedMessageType(Type messageType) => messageType.IsAssignableFrom(typeof(TValue)) && Message is not null;

    public override bool TryGetMessage<T>(out T? message)
        where T : class
    {
        message = Message as T;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = IsSupportedMessageType(messageType) ? Message : null;
        return message is not null;
    }

    public override IMessageSerializer GetMessageSerializer() => serializer;

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => serializer;

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => serializer;

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => message is null
            ? []
            : JsonSerializer.SerializeToElement(message, serializer.Options).Deserialize<Dictionary<string, object>>()!;
}
