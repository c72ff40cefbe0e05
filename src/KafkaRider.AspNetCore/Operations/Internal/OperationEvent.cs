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

    /// <summary>Returns the number of the last event that an operation has had so far.</summary>
    public static int LastIdOf(Operation? operation) => operation switch
    {
        null => 0,
        { IsCompleted: false } => PendingId,
        _ => LastId,
    };

    /// <summary>Returns what a client has not seen yet. Of a status that was followed by another, it need not know.</summary>
    public static IEnumerable<OperationEvent> After(int lastId, OperationResponse response, bool isCompleted)
    {
        OperationEvent[] events = isCompleted
            ? [new(OutcomeId, Status, response), new(LastId, Completed, response)]
            : [new(PendingId, Status, response)];

        return events.Where(next => next.Id > lastId);
    }
}
