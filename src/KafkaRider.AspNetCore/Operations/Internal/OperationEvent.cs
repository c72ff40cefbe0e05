namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells of one thing that happened to an operation.</summary>
/// <param name="Id">The place in the order of events, which is the same on every instance.</param>
/// <param name="Event">What happened.</param>
/// <param name="Operation">The operation as it is since.</param>
internal sealed record OperationEvent(int Id, string Event, OperationResponse Operation)
{
    public const string Status = "status";
    public const string Completed = "completed";

    public const int PendingId = 1;
    public const int OutcomeId = 2;
    public const int LastId = 3;

    // Behind these come those of a process, in the order of its changes.
    private const int ProcessBase = 10;

    /// <summary>Returns the number of the last event that an operation has had so far.</summary>
    public static int LastIdOf(Operation? operation) => operation switch
    {
        null => 0,
        { Process: { } process } => ProcessBase + process.Version + (operation.IsSettled ? LastId - PendingId : 0),
        { IsCompleted: false } => PendingId,
        _ => LastId,
    };

    /// <summary>Says whether an operation can have had an event of this number. Another instance may know more changes of a process that goes on.</summary>
    public static bool IsKnown(int id, Operation operation) => operation.Process is null
        ? id <= LastId
        : !operation.IsSettled || id <= LastIdOf(operation);

    /// <summary>Says whether a client has seen the end, and need not come again.</summary>
    public static bool IsEnd(int lastId, Operation operation) => lastId == LastId || (operation is { Process: not null, IsSettled: true } && lastId == LastIdOf(operation));

    /// <summary>Returns what a client has not seen yet. Of a status that was followed by another, it need not know, but of each change of a process.</summary>
    public static IEnumerable<OperationEvent> After(
        int lastId, Operation operation, IReadOnlyList<ProcessChanged> changes, Func<Operation, OperationResponse> show)
    {
        var running = changes.Select(change => new OperationEvent(
            ProcessBase + change.Version, Status, show(operation with { Process = change, Outcome = null, CompletedAt = null })));
        var last = LastIdOf(operation);
        OperationEvent[] ending = operation.IsSettled
            ? [new(last - 1, Status, show(operation)), new(last, Completed, show(operation))]
            : operation.Process is null ? [new(PendingId, Status, show(operation))] : [];

        return running.Concat(ending).Where(next => next.Id > lastId);
    }
}
