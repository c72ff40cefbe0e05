namespace KafkaRider.Internal;

internal sealed class MessageRoute<T>(string topic, Func<T, string?>? key) : IMessageRoute
    where T : class
{
    public Type MessageType => typeof(T);

    public string Topic => topic;

    public string? GetKey(object message) => key?.Invoke((T)message);

    IMessageRoute IMessageRoute.WithPrefix(string prefix) => WithPrefix(prefix);

    public MessageRoute<T> WithPrefix(string prefix) => prefix.Length == 0 ? this : new(prefix + topic, key);
}
