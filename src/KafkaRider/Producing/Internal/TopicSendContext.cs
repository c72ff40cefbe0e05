using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is a message, with its key, on its way to a topic.</summary>
internal sealed class TopicSendContext<TKey, T>(
    T message, IAsyncSerializer<TKey> keySerializer, IAsyncSerializer<T> valueSerializer, CancellationToken cancellationToken)
    : RecordSendContext<T>(message, cancellationToken), KafkaSendContext<TKey, T>
    where T : class
{
    private TKey _key = default!;

    public Partition Partition { get; set; } = Partition.Any;

    public TKey Key
    {
        get => _key;
        set => (_key, HasKey) = (value, true);
    }

    /// <summary>Gets whether somebody has named the key.</summary>
    public bool HasKey { get; private set; }

    /// <summary>Gets or sets whether it comes from a topic producer, and is not published.</summary>
    public bool IsProduced { get; set; }

    public IAsyncSerializer<TKey> KeySerializer
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = keySerializer;

    public IAsyncSerializer<T> ValueSerializer
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = valueSerializer;
}
