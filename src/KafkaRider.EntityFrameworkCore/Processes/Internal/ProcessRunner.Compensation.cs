using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

internal sealed partial class ProcessRunner<TInstance, TRequest>
{
    /// <summary>Undoes what is to be undone, the last step first, one at a time.</summary>
    private async Task CompensateAsync(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;
        saga.CurrentState = ProcessStatus.Compensating;

        if (saga.Steps.Any(step => step.Status is ProcessStepStatus.Undoing))
        {
            return;
        }

        if (saga.Steps.LastOrDefault(MustBeUndone) is { } last)
        {
            last.Attempts = 0;
            await SendUndoAsync(context, last).ConfigureAwait(false);
            return;
        }

        await ClearTimersAsync(context).ConfigureAwait(false);
        saga.CurrentState = saga.Steps.Any(step => step.Status is ProcessStepStatus.UndoFailed) ? ProcessStatus.FailedIncomplete : ProcessStatus.Failed;

        // What was refused has its outcome already.
        if (saga.Outcome is null)
        {
            KeepFailure(saga);
        }
    }

    // Also one that failed: whether it has done something nobody knows. One whose plan this version does not know waits for one that does.
    private bool MustBeUndone(ProcessStep step) =>
        step.Status is ProcessStepStatus.Done or ProcessStepStatus.Failed && PlanOf(step) is null or { Compensation: not null };

    private async Task SendUndoAsync(BehaviorContext<TInstance> context, ProcessStep step)
    {
        var saga = context.Saga;
        step.Attempts++;

        if (step.Status != ProcessStepStatus.Undoing)
        {
            Set(step, ProcessStepStatus.Undoing, step.Reason);
        }

        if (PlanOf(step)?.Compensation is { } undo)
        {
            var id = StepIds.OfCompensation(saga.CorrelationId, step.Name, step.Round);
            await PublishStepAsync(context, undo(saga), id, step.Attempts).ConfigureAwait(false);
        }

        await SetStepTimerAsync(context, PlanOf(step)?.Timeout ?? options.StepTimeout, step, isUndo: true, isRetry: false).ConfigureAwait(false);
    }

    private async Task UndoRepliedAsync(BehaviorContext<TInstance> context, ProcessStep step, StepPlan<TInstance> plan, object reply)
    {
        if (step.Status != ProcessStepStatus.Undoing)
        {
            return;
        }

        if (!plan.Undone.Any(type => type.IsInstanceOfType(reply)))
        {
            await UndoFailedAsync(context, step, reply.GetType().Name).ConfigureAwait(false);
            return;
        }

        Set(step, ProcessStepStatus.Undone, step.Reason);
        await CompensateAsync(context).ConfigureAwait(false);
        await TellAsync(context).ConfigureAwait(false);
    }

    private async Task UndoFailedAsync(BehaviorContext<TInstance> context, ProcessStep step, string reason)
    {
        if (step.Status != ProcessStepStatus.Undoing)
        {
            return;
        }

        step.Reason = reason;

        if (step.Attempts < options.CompensationAttempts)
        {
            await SetStepTimerAsync(context, options.DelayAfter(step.Attempts), step, isUndo: true, isRetry: true).ConfigureAwait(false);
        }
        else
        {
            Set(step, ProcessStepStatus.UndoFailed, reason);
            await ParkAsync(context).ConfigureAwait(false);
        }

        await TellAsync(context).ConfigureAwait(false);
    }

    /// <summary>Undoes a step that turns out to have been done after all, however late.</summary>
    private async Task DoneLateAsync(BehaviorContext<TInstance> context, ProcessStep step)
    {
        var saga = context.Saga;

        if (saga.CurrentState == ProcessStatus.FailedIncomplete && HasNoWayBack(saga, step))
        {
            // It was all that was missing.
            Set(step, ProcessStepStatus.Done);
            saga.CurrentState = ProcessStatus.Running;
            await GoOnAsync(context).ConfigureAwait(false);
            await TellAsync(context).ConfigureAwait(false);
            return;
        }

        if (step.Status is ProcessStepStatus.Failed or ProcessStepStatus.UndoFailed)
        {
            // It is undone, or tried again, with what is known now.
            return;
        }

        // The compensation may have come first: then it found nothing. Another one is an operation of its own.
        step.Round++;
        Set(step, ProcessStepStatus.Done, step.Reason);
        await ClearStepTimerAsync(context).ConfigureAwait(false);
        await CompensateAsync(context).ConfigureAwait(false);
        await TellAsync(context).ConfigureAwait(false);
    }

    /// <summary>Leaves what cannot be gone on with to an operator, and says so.</summary>
    private async Task ParkAsync(BehaviorContext<TInstance> context)
    {
        await ClearTimersAsync(context).ConfigureAwait(false);
        context.Saga.CurrentState = ProcessStatus.FailedIncomplete;

        // Not a refusal: something is left. What was told before stays as it was.
        if (!context.Saga.Told)
        {
            KeepFailure(context.Saga);
        }
    }
}
