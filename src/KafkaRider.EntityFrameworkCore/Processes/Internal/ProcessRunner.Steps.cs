using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Executes one step after another, and tries again what fails.</summary>
internal sealed partial class ProcessRunner<TInstance, TRequest>
{
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
    private bool HasNoWayBack(TInstance saga, ProcessStep step) =>
        _plan.Find(plan => plan.IsPivot) is { } pivot && saga.Steps.SkipWhile(other => other.Name != pivot.Name).Contains(step);
}
