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
        saga.Steps = [.. _plan.Select(step => new ProcessStep { Name = step.Name, Since = now })];
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

    private async Task RepliedAsync(BehaviorContext<TInstance> context, ProcessStep step, StepPlan<TInstance> plan, object reply)
    {
        var saga = context.Saga;

        if (Match(plan.Done, reply) is { } keep)
        {
            // Whoever executes a command tells of it again when it comes again, also when it has been undone since.
            if (step.WasDone)
            {
                return;
            }

            keep(saga, reply);
            step.WasDone = true;

            if (step.Status is ProcessStepStatus.Running)
            {
                Set(step, ProcessStepStatus.Done);
                await GoOnAsync(context).ConfigureAwait(false);
                await TellAsync(context).ConfigureAwait(false);
            }
            else
            {
                await DoneLateAsync(context, step).ConfigureAwait(false);
            }
        }
        else if (Match(plan.Refused, reply) is { } refuse && step.Status is ProcessStepStatus.Running)
        {
            Keep(saga, refuse(saga, reply));
            saga.FailedStep = step.Name;
            saga.Reason = reply.GetType().Name;
            Set(step, ProcessStepStatus.Refused, reply.GetType().Name);
            await CompensateAsync(context).ConfigureAwait(false);
            await TellAsync(context).ConfigureAwait(false);
        }
    }

    private async Task GoOnAsync(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;

        // A step that a version after this one has planned, and that has not begun, is not for this one to do.
        foreach (var unknown in saga.Steps.Where(step => step.Status == ProcessStepStatus.Pending && PlanOf(step) is null).ToList())
        {
            saga.Steps.Remove(unknown);
        }

        if (saga.Steps.FirstOrDefault(step => step.Status != ProcessStepStatus.Done) is { } next)
        {
            next.Attempts = 0;
            await SendAsync(context, next).ConfigureAwait(false);
            return;
        }

        await ClearTimersAsync(context).ConfigureAwait(false);
        saga.CurrentState = ProcessStatus.Succeeded;
        Keep(saga, (Succeeded ?? throw new InvalidOperationException($"{typeof(TInstance).Name} does not say what comes of it: call Succeeded(...)."))(saga));
    }

    private async Task SendAsync(BehaviorContext<TInstance> context, ProcessStep step)
    {
        var saga = context.Saga;
        step.Attempts++;

        if (step.Status != ProcessStepStatus.Running)
        {
            Set(step, ProcessStepStatus.Running);
        }

        var plan = PlanOf(step);
        var timeout = plan?.Timeout ?? options.StepTimeout;

        if (plan is not null)
        {
            var id = StepIds.OfCommand(saga.CorrelationId, step.Name);
            await PublishStepAsync(context, plan.Command(saga), id, step.Attempts).ConfigureAwait(false);
        }

        // All attempts together have that long.
        var left = HasNoWayBack(saga, step) ? timeout : timeout - (time.GetUtcNow() - step.Since);
        await SetStepTimerAsync(context, left > TimeSpan.Zero ? left : TimeSpan.Zero, step, isUndo: false, isRetry: false).ConfigureAwait(false);
    }

    private async Task StepFailedAsync(BehaviorContext<TInstance> context, ProcessStep step, StepPlan<TInstance>? plan, string reason, bool isTimeout)
    {
        var saga = context.Saga;
        step.Reason = reason;
        var noWayBack = HasNoWayBack(saga, step) || plan is null;
        var attempts = noWayBack ? options.CompensationAttempts : isTimeout ? 0 : plan?.Attempts ?? options.Attempts;

        if (step.Attempts < attempts)
        {
            await SetStepTimerAsync(context, options.DelayAfter(step.Attempts), step, isUndo: false, isRetry: true).ConfigureAwait(false);
        }
        else
        {
            saga.FailedStep = step.Name;
            saga.Reason = reason;
            Set(step, ProcessStepStatus.Failed, reason);
            await (noWayBack ? ParkAsync(context) : CompensateAsync(context)).ConfigureAwait(false);
        }

        await TellAsync(context).ConfigureAwait(false);
    }

    private async Task WholeTimedOutAsync(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;
        saga.Timer = null;

        if (saga.CurrentState != ProcessStatus.Running
            || saga.Steps.FirstOrDefault(step => step.Status == ProcessStepStatus.Running) is not { } running || HasNoWayBack(saga, running))
        {
            return;
        }

        saga.FailedStep = running.Name;
        saga.Reason = TimedOut;
        Set(running, ProcessStepStatus.Failed, TimedOut);
        await CompensateAsync(context).ConfigureAwait(false);
        await TellAsync(context).ConfigureAwait(false);
    }

    // From the pivot on there is only forward, and for the pivot itself once it may have been done.
    private bool HasNoWayBack(TInstance saga, ProcessStep step)
    {
        var pivot = _plan.FindIndex(plan => plan.IsPivot);
        return pivot >= 0 && saga.Steps.IndexOf(step) >= saga.Steps.ToList().FindIndex(other => other.Name == _plan[pivot].Name)
            && saga.Steps.Any(other => other.Name == _plan[pivot].Name);
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
