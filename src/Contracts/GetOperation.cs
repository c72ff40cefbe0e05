namespace Users.Contracts;

/// <summary>Asks what came of an operation. Whoever executes commands remembers it for as long as commands live.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record GetOperation(Guid OperationId);
