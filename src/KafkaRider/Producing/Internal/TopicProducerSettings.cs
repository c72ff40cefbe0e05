using System.Net.Mime;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Holds what is configured of one producer.</summary>
/// <param name="topic">The topic, in full.</param>
/// <param name="config">Settings of the client.</param>
/// <param name="serializers">Makes the serializers, unless others are set.</param>
internal sealed class TopicProducerSettings<TKey, TValue>(string topic, ProducerConfig config, IKafkaSerializerFactory serializers)
    : IKafkaProducerConfigurator<TKey, TValue>, ITopicProducerSettings
    where TValue : class
{
    public string Topic => topic;

    public IReadOnlyDictionary<string, string> Client => config.ToDictionary(setting => setting.Key, setting => setting.Value);

    public ContentType ContentType => serializers.ContentType;

    public IAsyncSerializer<TKey> KeySerializer { get; private set; } = PlainSerializers.GetSerializer<TKey>(serializers);

    public IAsyncSerializer<TValue> ValueSerializer { get; private set; } = serializers.GetSerializer<TValue>();

    /// <summary>Gets what writes the headers; <see langword="null"/> is the rider's own way.</summary>
    public IHeadersSerializer? HeadersSerializer { get; set; }

    /// <summary>Gets what finds the key of a message that nobody has named one for.</summary>
    public KafkaKeyResolver<TKey, TValue>? KeyResolver { get; init; }

    public Action<string>? StatisticsHandler { get; private set; }

    public int? BatchNumMessages
    {
        set => config.BatchNumMessages = value;
    }

    public CompressionType? CompressionType
    {
        set => config.CompressionType = value;
    }

    public int? CompressionLevel
    {
        set => config.CompressionLevel = value;
    }

    public int? QueueBufferingBackpressureThreshold
    {
        set => config.QueueBufferingBackpressureThreshold = value;
    }

    public TimeSpan? RetryBackoff
    {
        set => config.RetryBackoffMs = value.ToMilliseconds();
    }

    public int? MessageSendMaxRetries
    {
        set => config.MessageSendMaxRetries = value;
    }

    public TimeSpan? Linger
    {
        set => config.LingerMs = value?.TotalMilliseconds;
    }

    public int? QueueBufferingMaxKbytes
    {
        set => config.QueueBufferingMaxKbytes = value;
    }

    public int? QueueBufferingMaxMessages
    {
        set => config.QueueBufferingMaxMessages = value;
    }

    public bool? EnableGaplessGuarantee
    {
        set => config.EnableGaplessGuarantee = value;
    }

    public bool? EnableIdempotence
    {
        set => config.EnableIdempotence = value;
    }

    public TimeSpan? TransactionTimeout
    {
        set => config.TransactionTimeoutMs = value.ToMilliseconds();
    }

    public string? TransactionalId
    {
        set => config.TransactionalId = value;
    }

    public Partitioner? Partitioner
    {
        set => config.Partitioner = value;
    }

    public TimeSpan? MessageTimeout
    {
        set => config.MessageTimeoutMs = value.ToMilliseconds();
    }

    public TimeSpan? RequestTimeout
    {
        set => config.RequestTimeoutMs = value.ToMilliseconds();
    }

    public string? DeliveryReportFields
    {
        set => config.DeliveryReportFields = value;
    }

    public bool? EnableDeliveryReports
    {
        set => config.EnableDeliveryReports = value;
    }

    public bool? EnableBackgroundPoll
    {
        set => config.EnableBackgroundPoll = value;
    }

    public void SetStatisticsHandler(Action<string> statisticsHandler)
    {
        ArgumentNullException.ThrowIfNull(statisticsHandler);
        StatisticsHandler = statisticsHandler;
    }

    public void SetHeadersSerializer(IHeadersSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        HeadersSerializer = serializer;
    }

    public void SetKeySerializer(IAsyncSerializer<TKey> serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        KeySerializer = serializer;
    }

    public void SetValueSerializer(IAsyncSerializer<TValue> serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ValueSerializer = serializer;
    }
}
