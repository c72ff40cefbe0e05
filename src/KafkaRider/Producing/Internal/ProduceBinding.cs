using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider.Internal;

/// <summary>Adds what writes a message to its topic to what a state machine does, however the message is made.</summary>
internal static class ProduceBinding
{
    public static EventActivityBinder<TInstance> AddProduce<TInstance, TMessage>(
        this EventActivityBinder<TInstance> source, ContextMessageFactory<BehaviorContext<TInstance>, TMessage> factory)
        where TInstance : class, SagaStateMachineInstance
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Add(new ProduceActivity<TInstance, TMessage>(factory));
    }

    public static EventActivityBinder<TInstance, TData> AddProduce<TInstance, TData, TMessage>(
        this EventActivityBinder<TInstance, TData> source, ContextMessageFactory<BehaviorContext<TInstance, TData>, TMessage> factory)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Add(new ProduceActivity<TInstance, TData, TMessage>(factory));
    }

    public static ExceptionActivityBinder<TInstance, TException> AddProduce<TInstance, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TException> source,
        ContextMessageFactory<BehaviorExceptionContext<TInstance, TException>, TMessage> factory)
        where TInstance : class, SagaStateMachineInstance
        where TException : Exception
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Add(new ProduceAfterFaultActivity<TInstance, TException, TMessage>(factory));
    }

    public static ExceptionActivityBinder<TInstance, TData, TException> AddProduce<TInstance, TData, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TData, TException> source,
        ContextMessageFactory<BehaviorExceptionContext<TInstance, TData, TException>, TMessage> factory)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TException : Exception
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Add(new ProduceAfterFaultActivity<TInstance, TData, TException, TMessage>(factory));
    }
}
