using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider.Internal;

/// <summary>Writes a message to its topic when something has failed for an instance.</summary>
internal sealed class ProduceAfterFaultActivity<TInstance, TException, TMessage>(
    ContextMessageFactory<BehaviorExceptionContext<TInstance, TException>, TMessage> factory) : IStateMachineActivity<TInstance>
    where TInstance : class, SagaStateMachineInstance
    where TException : Exception
    where TMessage : class
{
    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope("produce-faulted");

    public Task Execute(BehaviorContext<TInstance> context, IBehavior<TInstance> next) => next.Execute(context);

    public Task Execute<T>(BehaviorContext<TInstance, T> context, IBehavior<TInstance, T> next)
        where T : class => next.Execute(context);

    public async Task Faulted<TOther>(BehaviorExceptionContext<TInstance, TOther> context, IBehavior<TInstance> next)
        where TOther : Exception
    {
        await ProduceAsync(context).ConfigureAwait(false);
        await next.Faulted(context).ConfigureAwait(false);
    }

    public async Task Faulted<T, TOther>(BehaviorExceptionContext<TInstance, T, TOther> context, IBehavior<TInstance, T> next)
        where T : class
        where TOther : Exception
    {
        await ProduceAsync(context).ConfigureAwait(false);
        await next.Faulted(context).ConfigureAwait(false);
    }

    // Another exception is not its business.
    private async Task ProduceAsync(ConsumeContext context)
    {
        if (context.TryGetPayload(out BehaviorExceptionContext<TInstance, TException>? failure))
        {
            await factory.Use(failure, static (cause, message) => message.ProduceAsync(cause)).ConfigureAwait(false);
        }
    }
}
