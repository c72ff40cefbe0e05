using Users.Api.Commands;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Looks, when the time of a request is up, whether the outcome is known although the reply to it never came.</summary>
internal sealed class LastLook(OperationView view)
{
    /// <summary>Returns the answer to a command, or <see langword="null"/> if it is not known.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="command">The command. Another one may have been sent under the same id.</param>
    /// <param name="fingerprint">That of the command.</param>
    /// <param name="sentAt">When it was sent.</param>
    public Answer? Find(Guid operationId, object command, Fingerprint fingerprint, DateTimeOffset sentAt)
    {
        if (view.Find(operationId) is not { Outcome: { } outcome } operation)
        {
            return null;
        }

        var isReplay = operation.CompletedAt < sentAt;
        var isOwn = operation.Fingerprint is { } known ? known == fingerprint : UserOutcomes.AreOf(command, outcome);

        return outcome switch
        {
            // An earlier try failed; of this one nothing is known. A failure takes the id from nobody.
            CommandFailed when isReplay || !isOwn => null,
            _ when isOwn => OperationAnswers.Find(operation)! with { Replayed = isReplay },
            // The id is taken by a command that was executed, so this one never will be.
            _ => UserOutcomes.ToAnswer(new OperationConflicted(operationId)) with { OperationId = operationId },
        };
    }
}
