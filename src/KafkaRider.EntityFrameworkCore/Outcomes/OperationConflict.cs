namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents the answer to a command that was not executed, because another one was executed under the same operation id before.</summary>
/// <param name="OperationId">The id that both commands carry.</param>
public sealed record OperationConflict(Guid OperationId);
