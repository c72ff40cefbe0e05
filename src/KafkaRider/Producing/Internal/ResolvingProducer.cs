using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Writes messages whose keys are found in them.</summary>
internal sealed class ResolvingProducer<TKey, TValue>(ITopicProducer<TKey, TValue> producer, KafkaKeyResolver<TKey, TValue> resolver)
    : ITopicProducer<TValue>
    where TValue : class
{
    private readonly KeyPipe _keyOnly = new(resolver, pipe: null);

    public Task Produce(TValue message, CancellationToken cancellationToken) => producer.Produce(default!, message, _keyOnly, cancellationToken);

    public Task Produce(TValue message, IPipe<KafkaSendContext<TValue>> pipe, CancellationToken cancellationToken) =>
        producer.Produce(default!, message, new KeyPipe(resolver, pipe), cancellationToken);

    public Task Produce(object values, CancellationToken cancellationToken) => producer.Produce(default!, values, _keyOnly, cancellationToken);

    public Task Produce(object values, IPipe<KafkaSendContext<TValue>> pipe, CancellationToken cancellationToken) =>
        producer.Produce(default!, values, new KeyPipe(resolver, pipe), cancellationToken);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => producer.ConnectSendObserver(observer);

    // The caller's own pipe comes last, so that it has the last word on the key, too.
    private sealed class KeyPipe(KafkaKeyResolver<TKey, TValue> resolver, IPipe<KafkaSendContext<TValue>>? pipe) : IPipe<KafkaSendContext<TKey, TValue>>
    {
        public Task Send(KafkaSendContext<TKey, TValue> context)
        {
            context.Key = resolver(context);
            return pipe?.Send(context) ?? Task.CompletedTask;
        }

        public void Probe(ProbeContext context) => pipe?.Probe(context);
    }
}
