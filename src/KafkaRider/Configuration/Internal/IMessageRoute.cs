namespace KafkaRider.Internal;

/// <summary>Says to which topic messages of one type are published.</summary>
internal interface IMessageRoute
{
    Type MessageType { get; }

    string Topic { get; }

    string? GetKey(object message);

    /// <summary>Returns the same route to the topic with a prefix before its name.</summary>
    IMessageRoute WithPrefix(string prefix);
}
