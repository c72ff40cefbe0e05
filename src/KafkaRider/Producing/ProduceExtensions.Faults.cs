using KafkaRider.Internal;
using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider;

/// <summary>What is written when something has failed.</summary>
public static partial class ProduceExtensions
{
    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TException> Produce<TInstance, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TException> source, TMessage message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TException, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message, when the task has ended.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TException> Produce<TInstance, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TException> source, Task<TMessage> message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TException, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TException> Produce<TInstance, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TException> source, AsyncEventExceptionMessageFactory<TInstance, TException, TMessage> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TException, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message, and what is set of its context.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TException> Produce<TInstance, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TException> source, Func<BehaviorExceptionContext<TInstance, TException>, Task<SendTuple<TMessage>>> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TException, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TData, TException> Produce<TInstance, TData, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TData, TException> source, TMessage message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TData, TException, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message, when the task has ended.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TData, TException> Produce<TInstance, TData, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TData, TException> source, Task<TMessage> message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TData, TException, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TData, TException> Produce<TInstance, TData, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TData, TException> source, AsyncEventExceptionMessageFactory<TInstance, TData, TException, TMessage> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TData, TException, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TException">The type of the exception that was caught.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message, and what is set of its context.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static ExceptionActivityBinder<TInstance, TData, TException> Produce<TInstance, TData, TException, TMessage>(
        this ExceptionActivityBinder<TInstance, TData, TException> source, Func<BehaviorExceptionContext<TInstance, TData, TException>, Task<SendTuple<TMessage>>> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TException : Exception
        where TMessage : class => source.AddProduce<TInstance, TData, TException, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));
}
