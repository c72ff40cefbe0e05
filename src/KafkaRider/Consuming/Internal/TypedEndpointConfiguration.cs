using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Collects what is configured of an endpoint of one message type.</summary>
internal sealed class TypedEndpointConfiguration<TKey, TValue> : TopicEndpointConfiguration, IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>
    where TValue : class
{
    private readonly IBus _bus;
    private readonly TopicProducers _publishing;
    private readonly IReceiveEndpointConfiguration _configuration;
    private readonly TypedRecordFormat<TKey, TValue> _format;

    public TypedEndpointConfiguration(
        IHostConfiguration host, IReceiveEndpointConfiguration configuration, TopicEndpointSettings settings, KafkaJsonSerializer serializer,
        Func<ISerialization, KafkaSendTransportProvider> transports, IKafkaSerializerFactory serializers, IBus bus, TopicProducers publishing)
        : base(host, configuration, settings, serializer, transports)
    {
        _bus = bus;
        _publishing = publishing;
        _configuration = configuration;
        _format = new(host.HostAddress, serializers);
        settings.Format = _format;
        settings.KeepsFailures = false;
        settings.UsualConcurrentMessageLimit = 1;
    }

    public override Uri InputAddress => _configuration.InputAddress;

    public void SetKeyDeserializer(IDeserializer<TKey> deserializer)
    {
        ArgumentNullException.ThrowIfNull(deserializer);
        _format.KeyDeserializer = deserializer;
    }

    public void SetValueDeserializer(IDeserializer<TValue> deserializer)
    {
        ArgumentNullException.ThrowIfNull(deserializer);
        _format.ValueDeserializer = deserializer;
    }

    protected override KafkaReceiveEndpointContext CreateContext(IHostConfiguration host, Func<ISerialization, KafkaSendTransportProvider> transports) =>
        new BusReceiveEndpointContext(host, this, transports, _bus, _publishing);
}
