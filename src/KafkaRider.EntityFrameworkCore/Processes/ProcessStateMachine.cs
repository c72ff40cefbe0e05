using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Is a state machine that executes steps one after another, and undoes them in reverse order if one is refused or fails.</summary>
/// <typeparam name="TInstance">What the process keeps of itself.</typeparam>
/// <typeparam name="TRequest">The command that starts the process. Its operation is the process.</typeparam>
/// <remarks>
/// Derived types say in their constructor what the steps are. Commands are published, with an operation id that is always the same for the same
/// step, and their replies come to the topic of the process. The outcome is published, and sent to whoever asked.
/// </remarks>
public abstract class ProcessStateMachine<TInstance, TRequest> : MassTransitStateMachine<TInstance>
    where TInstance : ProcessInstance<TRequest>
    where TRequest : class
{
    private readonly HashSet<Type> _received = [];
    private readonly ProcessRunner<TInstance, TRequest> _runner;

    /// <summary>Initializes the machine.</summary>
    /// <param name="options">How patient the process is; <see langword="null"/> is the usual.</param>
    /// <param name="time">The time; <see langword="null"/> is the system's.</param>
    protected ProcessStateMachine(ProcessOptions? options = null, TimeProvider? time = null)
    {
        _runner = new(options ?? new(), time ?? TimeProvider.System);
        InstanceState(instance => instance.CurrentState);

        foreach (var state in new[]
        {
            ProcessStatus.Running, ProcessStatus.Compensating, ProcessStatus.Succeeded, ProcessStatus.Failed, ProcessStatus.FailedIncomplete,
        })
        {
            State(state);
        }

        var started = Event<TRequest>("started", x => x.CorrelateById(context => context.CorrelationId ?? context.RequestId ?? context.MessageId ?? Guid.Empty));
        Initially(When(started).ThenAsync(_runner.StartAsync));
        DuringAny(When(started).ThenAsync(_runner.AskAgainAsync));

        var timer = Event<ProcessTimer>("timer", x => x.CorrelateById(context => context.Message.ProcessId));
        DuringAny(When(timer).ThenAsync(_runner.TimeHasComeAsync));

        var resume = Event<ResumeProcess>("resume", x => x.CorrelateById(context => context.Message.ProcessId));
        DuringAny(When(resume).ThenAsync(_runner.ResumeAsync));

        OnUnhandledEvent(x => x.Ignore());
    }

    /// <summary>Adds a step after those there are.</summary>
    /// <typeparam name="TCommand">The command that executes it.</typeparam>
    /// <param name="name">What operators know it by; rows of running processes name it, so it does not change.</param>
    /// <param name="command">Makes the command.</param>
    /// <returns>What says the rest.</returns>
    protected StepBuilder<TInstance, TRequest> Step<TCommand>(string name, Func<TInstance, TCommand> command)
        where TCommand : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(command);

        var plan = new StepPlan<TInstance>(name, command);
        _runner.Add(plan);
        ReceiveFault<TCommand>();
        return new(this, plan);
    }

    /// <summary>Says what the outcome is once all steps are done.</summary>
    /// <param name="outcome">Makes it.</param>
    protected void Succeeded(Func<TInstance, object> outcome) => _runner.Succeeded = outcome;

    /// <summary>Says what the outcome is if a step fails, or takes too long.</summary>
    /// <param name="outcome">Makes it.</param>
    protected void Failed(Func<TInstance, ProcessFailure, object> outcome) => _runner.Failed = outcome;

    /// <summary>Says what another request with the same operation id is answered.</summary>
    /// <param name="conflict">Returns the answer. By default it is <see cref="OperationConflict"/>.</param>
    protected void ConflictsAs(Func<Guid, object> conflict) => _runner.Conflict = conflict;

    internal void Receive<T>()
        where T : class
    {
        if (_received.Add(typeof(T)))
        {
            var reply = Event<T>($"reply {typeof(T).Name}", x => x.CorrelateById(context => context.RequestId ?? Guid.Empty));
            DuringAny(When(reply).ThenAsync(context => _runner.ReplyAsync(context, context.Message)));
        }
    }

    internal void ReceiveFault<T>()
        where T : class
    {
        if (_received.Add(typeof(Fault<T>)))
        {
            var fault = Event<Fault<T>>($"fault {typeof(T).Name}", x => x.CorrelateById(context => context.RequestId ?? Guid.Empty));
            DuringAny(When(fault).ThenAsync(context => _runner.FaultAsync(context, context.Message)));
        }
    }
}
