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
    /// <param name="sentAt">When it was sent.</param>
    public Answer? Find(Guid operationId, object command, DateTimeOffset sentAt)
    {
        if (view.Find(operationId) is not { Outcome: { } outcome } operation)
        {
            return null;
        }

        return UserOutcomes.AreOf(command, outcome) switch
        {
            // An earlier try failed; of this one nothing is known.
            true when outcome is CommandFailed && operation.CompletedAt < sentAt => null,
            true => OperationAnswers.Find(operation)! with { Replayed = operation.CompletedAt < sentAt },
            // The id is taken by a command that was executed, so this one never will be. A failure takes nothing.
            false when outcome is not CommandFailed => UserOutcomes.ToAnswer(new OperationConflicted(operationId)) with { OperationId = operationId },
            _ => null,
        };
    }
}
