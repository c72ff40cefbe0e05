using MassTransit;
using MassTransit.Initializers;
using MassTransit.Middleware;
using MassTransit.Middleware.InMemoryOutbox;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Writes messages to one topic, from one scope.</summary>
/// <param name="transport">Leads to the topic.</param>
/// <param name="scope">What filters of the scope are made of, if there is one.</param>
/// <param name="cause">What is being consumed meanwhile, if something is.</param>
internal sealed class TopicProducer<TKey, TValue>(ISendTransport transport, IServiceProvider? scope, ConsumeContext? cause)
    : ITopicProducer<TKey, TValue>
    where TValue : class
{
    public Task Produce(TKey key, TValue value, CancellationToken cancellationToken) => ProduceAsync(key, value, pipe: null, null, cancellationToken);

    public Task Produce(TKey key, TValue value, IPipe<KafkaSendContext<TKey, TValue>> pipe, CancellationToken cancellationToken) =>
        ProduceAsync(key, value, pipe, null, cancellationToken);

    public Task Produce(TKey key, object values, CancellationToken cancellationToken) => InitializeAsync(key, values, pipe: null, cancellationToken);

    public Task Produce(TKey key, object values, IPipe<KafkaSendContext<TKey, TValue>> pipe, CancellationToken cancellationToken) =>
        InitializeAsync(key, values, pipe, cancellationToken);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => transport.ConnectSendObserver(observer);

    private async Task InitializeAsync(TKey key, object values, IPipe<KafkaSendContext<TKey, TValue>>? pipe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);

        var (message, initializer) = await MessageInitializerCache<TValue>.InitializeMessage(values, cancellationToken).ConfigureAwait(false);
        await ProduceAsync(key, message, pipe, initializer, cancellationToken).ConfigureAwait(false);
    }

    private Task ProduceAsync(
        TKey key, TValue value, IPipe<KafkaSendContext<TKey, TValue>>? pipe, IPipe<SendContext<TValue>>? initializer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);

        var produce = new ProducePipe<TKey, TValue>(key, scope, cause, initializer, pipe);
        if (cause is not null && cause.TryGetPayload(out OutboxContext? outbox))
        {
            return outbox.Add(() => transport.Send(value, produce, cancellationToken));
        }

        // The outbox sends by address, which only endpoints of the rider know a way for.
        return cause is not null && cause.TryGetPayload(out OutboxSendContext? keeper) && cause.TryGetPayload(out KafkaConsumeContext? _)
            ? KeepAsync(keeper, value, produce, cancellationToken)
            : transport.Send(value, produce, cancellationToken);
    }

    private async Task KeepAsync(OutboxSendContext outbox, TValue value, IPipe<SendContext<TValue>> pipe, CancellationToken cancellationToken) =>
        await outbox.AddSend(await transport.CreateSendContext(value, pipe, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
}
