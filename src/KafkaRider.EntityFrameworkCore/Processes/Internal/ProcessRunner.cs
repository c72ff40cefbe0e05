using System.Text.Json;
using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Moves a process on, one event at a time.</summary>
internal sealed partial class ProcessRunner<TInstance, TRequest>(ProcessOptions options, TimeProvider time)
    where TInstance : ProcessInstance<TRequest>
    where TRequest : class
{
    private const string TimedOut = "timeout";
    private const int MaxRequesters = 16;
    private const int MaxReasonLength = 300;

    private readonly List<StepPlan<TInstance>> _plan = [];

    public Func<TInstance, object>? Succeeded { get; set; }

    public Func<TInstance, ProcessFailure, object>? Failed { get; set; }

    public Func<Guid, object> Conflict { get; set; } = id => new OperationConflict(id);

    public void Add(StepPlan<TInstance> step)
    {
        if (_plan.Exists(other => other.Name == step.Name))
        {
            throw new ArgumentException($"There is a step {step.Name} already.");
        }

        _plan.Add(step);
    }

    public async Task StartAsync(BehaviorContext<TInstance, TRequest> context)
    {
        var saga = context.Saga;
        var now = time.GetUtcNow();
        saga.Request = context.Message;
        saga.StartedAt = now;
        saga.Caller = context.Headers.Get<string>(CommandHeaders.Caller);
        saga.Fingerprint = context.Headers.Get<string>(CommandHeaders.Fingerprint);
        saga.CurrentState = ProcessStatus.Running;
        saga.Steps = [.. _plan.Where(step => !step.IsRetired).Select(step => new ProcessStep { Name = step.Name, Since = now })];
        AddRequester(context);
        saga.Timer = await SetTimerAsync(context, options.Timeout, new(saga.CorrelationId, null, false, 0, 0, false)).ConfigureAwait(false);
        await GoOnAsync(context).ConfigureAwait(false);
        await TellAsync(context).ConfigureAwait(false);
    }

    /// <summary>Answers a request that was made before: a client that tries again is somebody else who awaits the one answer.</summary>
    public async Task AskAgainAsync(BehaviorContext<TInstance, TRequest> context)
    {
        var saga = context.Saga;
        var fingerprint = context.Headers.Get<string>(CommandHeaders.Fingerprint);

        if (fingerprint is not null && saga.Fingerprint is not null && fingerprint != saga.Fingerprint)
        {
            if (RequestOrigin.Of(context) is { } other)
            {
                await RespondAsync(context, other, Conflict(saga.CorrelationId), replayed: false).ConfigureAwait(false);
            }
        }
        else if (!saga.Told)
        {
            AddRequester(context);
        }
        else if (RequestOrigin.Of(context) is { } requester && ReadOutcome(saga) is { } outcome)
        {
            await RespondAsync(context, requester, outcome, replayed: true).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a reply of whoever executes a step, or its compensation.</summary>
    public async Task ReplyAsync(BehaviorContext<TInstance> context, object reply)
    {
        if (Find(context) is not { } found)
        {
            return;
        }

        if (found.IsUndo)
        {
            await UndoRepliedAsync(context, found.Step, found.Plan, reply).ConfigureAwait(false);
        }
        else
        {
            await RepliedAsync(context, found.Step, found.Plan, reply).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the word that a command could not be executed.</summary>
    public async Task FaultAsync(BehaviorContext<TInstance> context, Fault fault)
    {
        if (Find(context) is not { } found)
        {
            return;
        }

        var reason = fault.Exceptions is [var first, ..] ? $"{first.ExceptionType}: {first.Message}" : "fault";
        reason = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength];

        if (found.IsUndo)
        {
            await UndoFailedAsync(context, found.Step, reason).ConfigureAwait(false);
        }
        else if (found.Step.Status == ProcessStepStatus.Running)
        {
            await StepFailedAsync(context, found.Step, found.Plan, reason, isTimeout: false).ConfigureAwait(false);
        }
    }

    public async Task TimeHasComeAsync(BehaviorContext<TInstance, ProcessTimer> context)
    {
        var saga = context.Saga;
        var timer = context.Message;

        if (timer.Step is null)
        {
            await WholeTimedOutAsync(context).ConfigureAwait(false);
            return;
        }

        // One that comes late is about what is over.
        if (saga.Steps.FirstOrDefault(step => step.Name == timer.Step) is not { } step || step.Attempts != timer.Attempt || step.Round != timer.Round
            || step.Status != (timer.IsUndo ? ProcessStepStatus.Undoing : ProcessStepStatus.Running))
        {
            return;
        }

        if (timer.IsRetry)
        {
            await (timer.IsUndo ? SendUndoAsync(context, step) : SendAsync(context, step)).ConfigureAwait(false);
            await TellAsync(context).ConfigureAwait(false);
        }
        else if (timer.IsUndo)
        {
            await UndoFailedAsync(context, step, TimedOut).ConfigureAwait(false);
        }
        else
        {
            await StepFailedAsync(context, step, PlanOf(step), TimedOut, isTimeout: true).ConfigureAwait(false);
        }
    }

    /// <summary>Tries again what waits for an operator.</summary>
    public async Task ResumeAsync(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;

        if (saga.CurrentState != ProcessStatus.FailedIncomplete)
        {
            return;
        }

        foreach (var step in saga.Steps.Where(step => step.Status is ProcessStepStatus.UndoFailed))
        {
            // Another round, so that it is an operation of its own: the one before may have left a refusal in somebody's inbox.
            step.Round++;
            Set(step, ProcessStepStatus.Done, step.Reason);
            saga.CurrentState = ProcessStatus.Compensating;
        }

        if (saga.CurrentState == ProcessStatus.Compensating)
        {
            await CompensateAsync(context).ConfigureAwait(false);
        }
        else
        {
            saga.CurrentState = ProcessStatus.Running;
            await GoOnAsync(context).ConfigureAwait(false);
        }

        await TellAsync(context).ConfigureAwait(false);
    }

    private StepPlan<TInstance>? PlanOf(ProcessStep step) => _plan.Find(plan => plan.Name == step.Name);

    private void Set(ProcessStep step, string status, string? reason = null)
    {
        step.Status = status;
        step.Since = time.GetUtcNow();
        step.Reason = reason;
    }

    private static T? Match<T>(Dictionary<Type, T> replies, object reply)
        where T : class => replies.FirstOrDefault(pair => pair.Key.IsInstanceOfType(reply)).Value;

    private static void Keep(TInstance saga, object outcome)
    {
        saga.OutcomeType = $"{outcome.GetType().FullName}, {outcome.GetType().Assembly.GetName().Name}";
        saga.Outcome = JsonSerializer.SerializeToElement(outcome, outcome.GetType(), SagaJson.Options);
    }

    private void KeepFailure(TInstance saga)
    {
        var failed = Failed ?? throw new InvalidOperationException($"{typeof(TInstance).Name} does not say what comes of a failure: call Failed(...).");
        Keep(saga, failed(saga, new(saga.FailedStep, saga.Reason ?? "failed", saga.CurrentState == ProcessStatus.FailedIncomplete)));
    }

    // A version before this one may have come to an outcome that there is no more.
    private static object? ReadOutcome(TInstance saga) =>
        saga is { Outcome: { } outcome, OutcomeType: { } name } && Type.GetType(name) is { } type ? outcome.Deserialize(type, SagaJson.Options) : null;

    private static void AddRequester(BehaviorContext<TInstance, TRequest> context)
    {
        if (RequestOrigin.Of(context) is { } requester && context.Saga.Requesters.Count < MaxRequesters && !context.Saga.Requesters.Contains(requester))
        {
            context.Saga.Requesters.Add(requester);
        }
    }
}
