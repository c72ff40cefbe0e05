using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Finds producers for one scope.</summary>
internal sealed class ScopedProducerProvider(TopicProducers producers, IServiceProvider scope) : ITopicProducerProvider
{
    public ITopicProducer<TKey, TValue> GetProducer<TKey, TValue>(Uri address)
        where TValue : class => producers.Get<TKey, TValue>(address, scope);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => producers.ConnectSendObserver(observer);
}
