namespace Users.Contracts;

/// <summary>Says that no operation of this id has an outcome: it is not executed yet, was too long ago, or there was none.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record OperationUnknown(Guid OperationId);
