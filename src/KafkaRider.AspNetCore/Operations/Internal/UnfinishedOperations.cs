namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents operations that have not come to a good end: pending ones, and those of which something is left.</summary>
/// <param name="Operations">The operations, the oldest first.</param>
internal sealed record UnfinishedOperations(IReadOnlyList<OperationResponse> Operations);
