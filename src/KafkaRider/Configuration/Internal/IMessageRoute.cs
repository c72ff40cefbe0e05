namespace KafkaRider.Internal;

/// <summary>Says to which topic messages of one type are published.</summary>
internal interface IMessageRoute
{
    Type MessageType { get; }

    string Topic { get; }

    string? GetKey(object message);
}
