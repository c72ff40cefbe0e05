using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider.Internal;

/// <summary>Writes a message to its topic when an instance consumes one.</summary>
internal sealed class ProduceActivity<TInstance, TData, TMessage>(ContextMessageFactory<BehaviorContext<TInstance, TData>, TMessage> factory)
    : IStateMachineActivity<TInstance, TData>
    where TInstance : class, SagaStateMachineInstance
    where TData : class
    where TMessage : class
{
    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope("produce");

    public async Task Execute(BehaviorContext<TInstance, TData> context, IBehavior<TInstance, TData> next)
    {
        await factory.Use(context, static (cause, message) => message.ProduceAsync(cause)).ConfigureAwait(false);
        await next.Execute(context).ConfigureAwait(false);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<TInstance, TData, TException> context, IBehavior<TInstance, TData> next)
        where TException : Exception => next.Faulted(context);
}
