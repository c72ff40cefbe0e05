using Confluent.Kafka;
using MassTransit;

namespace KafkaRider.Internal;

internal sealed class ProducerRegistration<TKey, TValue>(string topic) : IProducerRegistration
    where TValue : class
{
    public Type Type => typeof(ProducerRegistration<TKey, TValue>);

    public string Topic => topic;

    public bool IncludeInConfigureEndpoints { get; set; }

    public ProducerConfig? Config { get; init; }

    public KafkaKeyResolver<TKey, TValue>? KeyResolver { get; init; }

    public Action<IRiderRegistrationContext, IKafkaProducerConfigurator<TKey, TValue>>? Configure { get; init; }

    public IBoundProducer Bind(IProducerSetup setup, IRiderRegistrationContext context)
    {
        // A copy: the caller's may serve several producers.
        var config = new ProducerConfig(new Dictionary<string, string>(Config ?? []));
        var settings = new TopicProducerSettings<TKey, TValue>(setup.Prefix + topic, config, setup.Serializers)
        {
            HeadersSerializer = setup.HeadersSerializer,
            KeyResolver = KeyResolver,
        };
        Configure?.Invoke(context, settings);
        return new BoundProducer<TKey, TValue>(settings);
    }
}
