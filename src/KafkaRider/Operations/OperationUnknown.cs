namespace KafkaRider;

/// <summary>Represents the answer that nothing is kept of an operation: it is not executed yet, was too long ago, or there was none.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record OperationUnknown(Guid OperationId);
