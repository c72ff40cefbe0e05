using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider.Internal;

/// <summary>Writes a message to its topic when something happens to an instance.</summary>
internal sealed class ProduceActivity<TInstance, TMessage>(ContextMessageFactory<BehaviorContext<TInstance>, TMessage> factory) : IStateMachineActivity<TInstance>
    where TInstance : class, SagaStateMachineInstance
    where TMessage : class
{
    public void Accept(StateMachineVisitor visitor) => visitor.Visit(this);

    public void Probe(ProbeContext context) => context.CreateScope("produce");

    public async Task Execute(BehaviorContext<TInstance> context, IBehavior<TInstance> next)
    {
        await factory.Use(context, static (cause, message) => message.ProduceAsync(cause)).ConfigureAwait(false);
        await next.Execute(context).ConfigureAwait(false);
    }

    public async Task Execute<T>(BehaviorContext<TInstance, T> context, IBehavior<TInstance, T> next)
        where T : class
    {
        await factory.Use(context, static (cause, message) => message.ProduceAsync(cause)).ConfigureAwait(false);
        await next.Execute(context).ConfigureAwait(false);
    }

    public Task Faulted<TException>(BehaviorExceptionContext<TInstance, TException> context, IBehavior<TInstance> next)
        where TException : Exception => next.Faulted(context);

    public Task Faulted<T, TException>(BehaviorExceptionContext<TInstance, T, TException> context, IBehavior<TInstance, T> next)
        where T : class
        where TException : Exception => next.Faulted(context);
}
