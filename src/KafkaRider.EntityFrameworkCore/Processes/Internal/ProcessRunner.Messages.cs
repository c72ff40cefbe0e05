using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

internal sealed partial class ProcessRunner<TInstance, TRequest>
{
    private const string InReplyTo = "InReplyTo";

    private static Task PublishStepAsync(BehaviorContext<TInstance> context, object command, Guid operationId, int attempt)
    {
        var saga = context.Saga;
        var address = context.ReceiveContext.InputAddress;

        return context.Publish(command, command.GetType(), Pipe.Execute<PublishContext>(send =>
        {
            send.MessageId = StepIds.OfAttempt(operationId, attempt);
            send.CorrelationId = operationId;

            // The key of what is replied: all that the process gets is in one partition.
            send.RequestId = saga.CorrelationId;
            send.ResponseAddress = address;
            send.FaultAddress = address;
            Clean(send.Headers);
            send.Headers.Set(CommandHeaders.Caller, saga.Caller);
        }), context.CancellationToken);
    }

    private static async Task AnswerAsync(BehaviorContext<TInstance> context, object outcome)
    {
        var saga = context.Saga;

        foreach (var requester in saga.Requesters)
        {
            await RespondAsync(context, requester, outcome, replayed: false).ConfigureAwait(false);
        }

        saga.Requesters.Clear();
        saga.Told = true;
    }

    private static Task PublishOutcomeAsync(BehaviorContext<TInstance> context, object outcome) =>
        context.Publish(outcome, outcome.GetType(), Pipe.Execute<PublishContext>(send =>
        {
            send.CorrelationId = context.Saga.CorrelationId;
            send.RequestId = context.Saga.CorrelationId;
            Clean(send.Headers);
            send.Headers.Set(CommandHeaders.Fingerprint, context.Saga.Fingerprint);
        }), context.CancellationToken);

    private static Task RespondAsync(BehaviorContext<TInstance> context, RequestOrigin requester, object answer, bool replayed) =>
        context.RespondAsync(requester, answer, send =>
        {
            send.CorrelationId = context.Saga.CorrelationId;
            Clean(send.Headers);

            if (replayed)
            {
                send.Headers.Set(CommandHeaders.Replayed, "true");
            }
        });

    /// <summary>Tells whoever shows processes how far this one is, and after that, once, what came of it: it is the outcome of the operation that started it.</summary>
    private async Task TellAsync(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;
        var outcome = ProcessStatus.IsEnd(saga.CurrentState) && !saga.Told ? ReadOutcome(saga)! : null;

        if (outcome is not null)
        {
            // Somebody waits for it, so it goes first: requests to a broker follow one another.
            await AnswerAsync(context, outcome).ConfigureAwait(false);
        }

        var changed = new ProcessChanged(
            saga.CorrelationId, typeof(TInstance).Name, saga.CurrentState, saga.Version + 1, saga.StartedAt, time.GetUtcNow(),
            [.. saga.Steps.Select(step => new ProcessStepState(step.Name, step.Status, step.Attempts, step.Since, step.Reason))]);

        await context.Publish(changed, Pipe.Execute<PublishContext<ProcessChanged>>(send =>
        {
            send.CorrelationId = saga.CorrelationId;
            send.RequestId = saga.CorrelationId;
            Clean(send.Headers);
        }), context.CancellationToken).ConfigureAwait(false);

        if (outcome is not null)
        {
            await PublishOutcomeAsync(context, outcome).ConfigureAwait(false);
        }
    }

    // What a message carries is passed on with whatever it causes. This says of another command what it is.
    private static void Clean(SendHeaders headers)
    {
        headers.Set(CommandHeaders.Fingerprint, null);
        headers.Set(CommandHeaders.Step, null);
        headers.Set(CommandHeaders.Replayed, null);
        headers.Set(CommandHeaders.Caller, null);
    }

    /// <summary>Finds what a reply answers: it says so by the operation, or by the message.</summary>
    private (ProcessStep Step, StepPlan<TInstance> Plan, bool IsUndo)? Find(BehaviorContext<TInstance> context)
    {
        var saga = context.Saga;
        Guid?[] ids =
        [
            context.SerializerContext.CorrelationId, context.SerializerContext.InitiatorId,
            Guid.TryParse(context.ReceiveContext.TransportHeaders.Get<string>(InReplyTo), out var message) ? message : null,
        ];

        foreach (var step in saga.Steps)
        {
            if (PlanOf(step) is not { } plan)
            {
                continue;
            }

            if (IsOf(StepIds.OfCommand(saga.CorrelationId, step.Name), step.Attempts))
            {
                return (step, plan, false);
            }

            if (IsOf(StepIds.OfCompensation(saga.CorrelationId, step.Name, step.Round), step.Attempts))
            {
                return (step, plan, true);
            }
        }

        return null;

        bool IsOf(Guid operationId, int attempts) => ids.Contains(operationId)
            || Enumerable.Range(2, Math.Max(0, attempts - 1)).Any(attempt => ids[^1] == StepIds.OfAttempt(operationId, attempt));
    }

    private async Task<Guid?> SetTimerAsync(BehaviorContext<TInstance> context, TimeSpan delay, ProcessTimer timer) =>
        context.TryGetPayload(out MessageSchedulerContext? scheduler)
            ? (await scheduler.ScheduleSend(
                context.ReceiveContext.InputAddress, (time.GetUtcNow() + delay).UtcDateTime, timer,
                Pipe.Execute<SendContext<ProcessTimer>>(send => Clean(send.Headers)), context.CancellationToken).ConfigureAwait(false)).TokenId
            : null;

    private async Task SetStepTimerAsync(BehaviorContext<TInstance> context, TimeSpan delay, ProcessStep step, bool isUndo, bool isRetry)
    {
        await ClearStepTimerAsync(context).ConfigureAwait(false);
        context.Saga.StepTimer = await SetTimerAsync(
            context, delay, new(context.Saga.CorrelationId, step.Name, isUndo, step.Round, step.Attempts, isRetry)).ConfigureAwait(false);
    }

    private static async Task ClearStepTimerAsync(BehaviorContext<TInstance> context)
    {
        await CancelAsync(context, context.Saga.StepTimer).ConfigureAwait(false);
        context.Saga.StepTimer = null;
    }

    private static async Task ClearTimersAsync(BehaviorContext<TInstance> context)
    {
        await ClearStepTimerAsync(context).ConfigureAwait(false);
        await CancelAsync(context, context.Saga.Timer).ConfigureAwait(false);
        context.Saga.Timer = null;
    }

    private static Task CancelAsync(BehaviorContext<TInstance> context, Guid? tokenId) =>
        tokenId is { } token && context.TryGetPayload(out MessageSchedulerContext? scheduler)
            ? scheduler.CancelScheduledSend(context.ReceiveContext.InputAddress, token, context.CancellationToken)
            : Task.CompletedTask;
}
