namespace KafkaRider;

/// <summary>Represents the answer what came of an operation.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="OutcomeType">The name of the outcome's type, without a namespace; <see langword="null"/> while its process has none.</param>
/// <param name="Outcome">The outcome as it was published, as JSON in a text; <see langword="null"/> while its process has none.</param>
/// <param name="Fingerprint">That of the command which was executed: 64 hexadecimal digits; <see langword="null"/> if that is not known.</param>
/// <param name="CompletedAt">When the outcome came about, in UTC; <see langword="null"/> while its process has none.</param>
/// <param name="Caller">The SHA-256 digest of who asked for it, as 64 hexadecimal digits; <see langword="null"/> if that is not known.</param>
/// <param name="Process">Where the process of several steps is that the command has started; <see langword="null"/> if it starts none.</param>
public sealed record OperationFound(
    Guid OperationId,
    string? OutcomeType,
    string? Outcome,
    string? Fingerprint,
    DateTimeOffset? CompletedAt,
    string? Caller = null,
    ProcessChanged? Process = null);
