namespace Users.Contracts;

/// <summary>Says that a command was not executed, because another command was executed under the same operation id before.</summary>
/// <param name="OperationId">The id that both commands carry.</param>
public sealed record OperationConflicted(Guid OperationId);
