namespace KafkaRider.AspNetCore.Internal;

/// <summary>Shows what this instance has answered in its own views at once, where the topics would show it a moment later.</summary>
internal sealed class OwnOutcomes(OperationView operations, OutcomeRegistry registry, IEnumerable<IOutcomeObserver> observers, TimeProvider time)
{
    private readonly IOutcomeObserver[] _observers = [.. observers];

    public async Task AddAsync(CommandIdentity command, object outcome, CancellationToken cancellationToken)
    {
        // A conflict is about the second command only: the operation keeps the outcome that it has.
        if (registry.IsConflict(outcome))
        {
            return;
        }

        operations.Complete(command.OperationId, outcome, command.Fingerprint, time.GetUtcNow(), isNew: true, command.Caller);

        if (outcome is CommandFailed)
        {
            return;
        }

        foreach (var observer in _observers)
        {
            await observer.ObserveAsync(outcome, cancellationToken);
        }
    }
}
