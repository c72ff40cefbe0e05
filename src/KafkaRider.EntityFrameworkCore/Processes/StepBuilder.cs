using KafkaRider.Internal;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Says what a step of a process is.</summary>
/// <typeparam name="TInstance">What the process keeps of itself.</typeparam>
/// <typeparam name="TRequest">The command that starts the process.</typeparam>
public sealed class StepBuilder<TInstance, TRequest>
    where TInstance : ProcessInstance<TRequest>
    where TRequest : class
{
    private readonly ProcessStateMachine<TInstance, TRequest> _machine;
    private readonly StepPlan<TInstance> _plan;

    internal StepBuilder(ProcessStateMachine<TInstance, TRequest> machine, StepPlan<TInstance> plan) => (_machine, _plan) = (machine, plan);

    /// <summary>Adds a reply that says that the step is done.</summary>
    /// <typeparam name="T">The reply.</typeparam>
    /// <param name="keep">Keeps of it what later steps need.</param>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Done<T>(Action<TInstance, T>? keep = null)
        where T : class
    {
        _plan.Done.Add(typeof(T), (instance, reply) => keep?.Invoke(instance, (T)reply));
        _machine.Receive<T>();
        return this;
    }

    /// <summary>Adds a reply that says that the step is refused for good, and has changed nothing: what was done before is undone at once.</summary>
    /// <typeparam name="T">The reply.</typeparam>
    /// <param name="outcome">Returns what becomes the outcome of the process.</param>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Refused<T>(Func<TInstance, T, object> outcome)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(outcome);

        _plan.Refused.Add(typeof(T), (instance, reply) => outcome(instance, (T)reply));
        _machine.Receive<T>();
        return this;
    }

    /// <summary>Says how the step is undone.</summary>
    /// <typeparam name="TUndo">The compensation.</typeparam>
    /// <param name="command">
    /// Makes it. The outcome of the step may not be known: then the compensation has to be harmless if the step has never run. The step's operation is
    /// <see cref="StepIds.OfCommand"/>.
    /// </param>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> CompensateWith<TUndo>(Func<TInstance, TUndo> command)
        where TUndo : class
    {
        ArgumentNullException.ThrowIfNull(command);

        _plan.Compensation = command;
        _machine.ReceiveFault<TUndo>();
        return this;
    }

    /// <summary>Adds a reply that says that nothing is left of the step. Any other reply to the compensation is a failure, after which it is tried again.</summary>
    /// <typeparam name="T">The reply.</typeparam>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Undone<T>()
        where T : class
    {
        _plan.Undone.Add(typeof(T));
        _machine.Receive<T>();
        return this;
    }

    /// <summary>Says that there is no way back once this step is done: those after it are tried until they are done.</summary>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Pivot()
    {
        _plan.IsPivot = true;
        return this;
    }

    /// <summary>Says that only processes have this step that another version began with it: they do it, and undo it, by their own plan.</summary>
    /// <returns>The same step.</returns>
    /// <remarks>
    /// A version with one more step is deployed over one that has the step retired, and rolled back to that: whoever gets a process knows its step then. A
    /// version that has never heard of the step leaves it out where it has not begun; where it has, the process waits for a version that knows it.
    /// </remarks>
    public StepBuilder<TInstance, TRequest> Retired()
    {
        _plan.IsRetired = true;
        return this;
    }

    /// <summary>Sets how long this step may take, with all of its attempts.</summary>
    /// <param name="timeout">In place of <see cref="ProcessOptions.StepTimeout"/>.</param>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Within(TimeSpan timeout)
    {
        _plan.Timeout = timeout;
        return this;
    }

    /// <summary>Sets how often this step is tried if it fails.</summary>
    /// <param name="attempts">In place of <see cref="ProcessOptions.Attempts"/>, at least 1.</param>
    /// <returns>The same step.</returns>
    public StepBuilder<TInstance, TRequest> Retry(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);

        _plan.Attempts = attempts;
        return this;
    }
}
