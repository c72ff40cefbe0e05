using KafkaRider.Internal;
using MassTransit;
using MassTransit.SagaStateMachine;

namespace KafkaRider;

/// <summary>Writes to topics from state machines: each message goes to the topic of <see cref="ITopicProducer{TValue}"/>.</summary>
public static partial class ProduceExtensions
{
    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance> Produce<TInstance, TMessage>(
        this EventActivityBinder<TInstance> source, TMessage message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TMessage : class => source.AddProduce<TInstance, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message, when the task has ended.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance> Produce<TInstance, TMessage>(
        this EventActivityBinder<TInstance> source, Task<TMessage> message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TMessage : class => source.AddProduce<TInstance, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance> Produce<TInstance, TMessage>(
        this EventActivityBinder<TInstance> source, AsyncEventMessageFactory<TInstance, TMessage> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TMessage : class => source.AddProduce<TInstance, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message, and what is set of its context.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance> Produce<TInstance, TMessage>(
        this EventActivityBinder<TInstance> source, Func<BehaviorContext<TInstance>, Task<SendTuple<TMessage>>> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TMessage : class => source.AddProduce<TInstance, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance, TData> Produce<TInstance, TData, TMessage>(
        this EventActivityBinder<TInstance, TData> source, TMessage message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TMessage : class => source.AddProduce<TInstance, TData, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="message">The message, when the task has ended.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance, TData> Produce<TInstance, TData, TMessage>(
        this EventActivityBinder<TInstance, TData> source, Task<TMessage> message, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TMessage : class => source.AddProduce<TInstance, TData, TMessage>(MessageFactory<TMessage>.Create(message, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance, TData> Produce<TInstance, TData, TMessage>(
        this EventActivityBinder<TInstance, TData> source, AsyncEventMessageFactory<TInstance, TData, TMessage> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TMessage : class => source.AddProduce<TInstance, TData, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));

    /// <summary>Writes a message to its topic.</summary>
    /// <typeparam name="TInstance">The type of the instances.</typeparam>
    /// <typeparam name="TData">The type of the message that is consumed.</typeparam>
    /// <typeparam name="TMessage">The type of the message that is written.</typeparam>
    /// <param name="source">What happens before.</param>
    /// <param name="messageFactory">Makes the message, and what is set of its context.</param>
    /// <param name="callback">Sets headers and ids.</param>
    /// <returns>What happens then.</returns>
    public static EventActivityBinder<TInstance, TData> Produce<TInstance, TData, TMessage>(
        this EventActivityBinder<TInstance, TData> source, Func<BehaviorContext<TInstance, TData>, Task<SendTuple<TMessage>>> messageFactory, Action<SendContext<TMessage>>? callback = null)
        where TInstance : class, SagaStateMachineInstance
        where TData : class
        where TMessage : class => source.AddProduce<TInstance, TData, TMessage>(MessageFactory<TMessage>.Create(messageFactory, callback));
}
