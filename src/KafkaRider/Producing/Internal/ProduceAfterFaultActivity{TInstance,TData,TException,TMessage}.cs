using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider.Internal;

/// <summary>Writes a message to its topic when consuming one has failed for an instance.</summary>
internal sealed class ProduceAfterFaultActivity<TInstance, TData, TException, TMessage>(
    ContextMessageFactory<BehaviorExceptionContext<TInstance, TData, TException>, TMessage> factory) : IStateMachineActivity<TInstance, TData>
    where TInstance : class, SagaStateMachineInstance
    where TData : class
    where TException : Exception
    where TMessage : class
{
    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope("produce-faulted");

    public Task Execute(BehaviorContext<TInstance, TData> context, IBehavior<TInstance, TData> next) => next.Execute(context);

    public async Task Faulted<TOther>(BehaviorExceptionContext<TInstance, TData, TOther> context, IBehavior<TInstance, TData> next)
        where TOther : Exception
    {
        if (context is BehaviorExceptionContext<TInstance, TData, TException> failure)
        {
            await factory.Use(failure, static (cause, message) => message.ProduceAsync(cause)).ConfigureAwait(false);
        }

        await next.Faulted(context).ConfigureAwait(false);
    }
}
