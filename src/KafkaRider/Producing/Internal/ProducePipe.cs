using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Brings into a message's context what its producer and whoever calls it know of it.</summary>
internal sealed class ProducePipe<TKey, TValue>(
    TKey key, IServiceProvider? scope, ConsumeContext? cause, IPipe<SendContext<TValue>>? initializer, IPipe<KafkaSendContext<TKey, TValue>>? pipe)
    : IPipe<SendContext<TValue>>
    where TValue : class
{
    /// <summary>Sets what the rider's own filters may look at.</summary>
    public void Prepare(TopicSendContext<TKey, TValue> context)
    {
        context.Key = key;
        context.IsProduced = true;
        if (scope is not null)
        {
            context.GetOrAddPayload(() => scope);
        }
    }

    public async Task Send(SendContext<TValue> context)
    {
        if (initializer is not null)
        {
            await initializer.Send(context).ConfigureAwait(false);
        }

        if (cause is not null)
        {
            context.TransferConsumeContextHeaders(cause);
        }

        if (pipe is not null)
        {
            await pipe.Send((KafkaSendContext<TKey, TValue>)context).ConfigureAwait(false);
        }
    }

    public void Probe(ProbeContext context) => pipe?.Probe(context);
}
