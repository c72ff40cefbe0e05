namespace KafkaRider.AspNetCore.Internal;

/// <summary>Looks, when the time of a request is up, whether the outcome is known although the reply to it never came.</summary>
internal sealed class LastLook(OperationView view, OperationAnswers answers)
{
    public static readonly Problem Conflict = ProblemTypes.IdempotencyKeyReused.With(
        "Another command was sent with this Idempotency-Key before; this one was not executed.");

    /// <summary>Returns the answer to a command, or <see langword="null"/> if it is not known.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="fingerprint">That of the command. Another one may have been sent under the same id.</param>
    /// <param name="fits">Says of an outcome that does not tell of which command it is whether it fits this one.</param>
    /// <param name="sentAt">When it was sent.</param>
    public Answer? Find(Guid operationId, Fingerprint fingerprint, Func<object, bool> fits, DateTimeOffset sentAt)
    {
        if (view.Find(operationId) is not { Outcome: { } outcome } operation)
        {
            return null;
        }

        var isReplay = operation.CompletedAt < sentAt;
        var isOwn = operation.Fingerprint is { } known ? known == fingerprint : fits(outcome);

        return outcome switch
        {
            // An earlier try failed; of this one nothing is known. A failure takes the id from nobody.
            CommandFailed when isReplay || !isOwn => null,
            _ when isOwn => answers.Find(operation)! with { Replayed = isReplay },
            // The id is taken by a command that was executed, so this one never will be.
            _ => Answer.From(Conflict) with { OperationId = operationId },
        };
    }
}
