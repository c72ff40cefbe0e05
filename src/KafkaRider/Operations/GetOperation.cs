namespace KafkaRider;

/// <summary>Represents a question: what came of an operation? It is answered with <see cref="OperationFound"/> or <see cref="OperationUnknown"/>.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record GetOperation(Guid OperationId);
