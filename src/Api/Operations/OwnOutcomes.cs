using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Shows what this instance has answered in its own view at once, where the topics would show it a moment later.</summary>
internal sealed class OwnOutcomes(OperationView view, TimeProvider time)
{
    public void Add(Guid operationId, object outcome)
    {
        // A conflict is about the second command only: the operation keeps the outcome that it has.
        if (outcome is not OperationConflicted)
        {
            view.Complete(operationId, outcome, time.GetUtcNow());
        }
    }
}
