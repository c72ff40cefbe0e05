using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows one record of a topic of one message type to MassTransit's receive pipeline.</summary>
internal sealed class TypedReceiveContext<TKey, TValue> : KafkaReceiveContext, KafkaConsumeContext<TKey>
    where TValue : class
{
    private readonly ConsumeResult<byte[], byte[]> _received;
    private readonly TypedRecordFormat<TKey, TValue> _format;
    private TKey? _key;
    private bool _hasKey;

    public TypedReceiveContext(
        ConsumeResult<byte[], byte[]> received, bool redelivered, ReceiveEndpointContext endpoint, TopicEndpointSettings settings,
        TypedRecordFormat<TKey, TValue> format)
        : base(received, [], redelivered, endpoint, settings)
    {
        _received = received;
        _format = format;
        InputAddress = format.GetAddress(received.Topic);
    }

    public TKey Key
    {
        get
        {
            // Several consumers may ask at once: then it is read more than once.
            if (!Volatile.Read(ref _hasKey))
            {
                _key = _format.ReadKey(_received);
                Volatile.Write(ref _hasKey, true);
            }

            return _key!;
        }
    }

    public override SerializerContext CreateSerializerContext(KafkaJsonSerializer serializer) =>
        new TypedSerializerContext<TValue>(serializer, Message, () => _format.ReadValue(_received));
}
