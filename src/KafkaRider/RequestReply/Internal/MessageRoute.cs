namespace KafkaRider.Internal;

/// <summary>Says where requests of one type go.</summary>
internal sealed class MessageRoute<T>(string topic, Func<T, string?>? key)
    where T : class
{
    public string Topic => topic;

    public string? GetKey(T message) => key?.Invoke(message);

    public MessageRoute<T> WithPrefix(string prefix) => prefix.Length == 0 ? this : new(prefix + topic, key);
}
