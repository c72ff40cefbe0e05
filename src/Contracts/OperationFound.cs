namespace Users.Contracts;

/// <summary>Says what came of an operation.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="OutcomeType">The name of the outcome's type, such as <c>UserCreated</c>.</param>
/// <param name="Outcome">The outcome as it was published, as JSON in a text.</param>
/// <param name="Fingerprint">That of the command which was executed: 64 hexadecimal digits.</param>
/// <param name="CompletedAt">When it was executed, in UTC.</param>
/// <param name="Caller">The SHA-256 digest of who asked for it, as 64 hexadecimal digits; <see langword="null"/> if that is not known.</param>
public sealed record OperationFound(
    Guid OperationId, string OutcomeType, string Outcome, string Fingerprint, DateTimeOffset CompletedAt, string? Caller = null);
