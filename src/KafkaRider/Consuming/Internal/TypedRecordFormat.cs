using System.Collections.Concurrent;
using Confluent.Kafka;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Reads records whose values are messages of one type.</summary>
internal sealed class TypedRecordFormat<TKey, TValue>(Uri hostAddress, IKafkaSerializerFactory serializers) : IRecordFormat
    where TValue : class
{
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    public IDeserializer<TKey> KeyDeserializer { get; set; } = PlainSerializers.GetDeserializer<TKey>(serializers);

    public IDeserializer<TValue> ValueDeserializer { get; set; } = serializers.GetDeserializer<TValue>();

    public KafkaReceiveContext CreateContext(
        ConsumeResult<byte[], byte[]> received, bool redelivered, ReceiveEndpointContext endpoint, TopicEndpointSettings settings) =>
        new TypedReceiveContext<TKey, TValue>(received, redelivered, endpoint, settings, this);

    public Uri GetAddress(string topic) => _addresses.GetOrAdd(topic, static (name, host) => new KafkaTopicAddress(host, name), hostAddress);

    public TKey ReadKey(ConsumeResult<byte[], byte[]> received) => Read(KeyDeserializer, received.Message.Key, MessageComponentType.Key, received);

    public TValue ReadValue(ConsumeResult<byte[], byte[]> received) =>
        Read(ValueDeserializer, received.Message.Value, MessageComponentType.Value, received);

    private static T Read<T>(IDeserializer<T> deserializer, byte[]? bytes, MessageComponentType component, ConsumeResult<byte[], byte[]> received) =>
        deserializer.Deserialize(bytes, bytes is not { Length: > 0 }, new(component, received.Topic, received.Message.Headers));
}
