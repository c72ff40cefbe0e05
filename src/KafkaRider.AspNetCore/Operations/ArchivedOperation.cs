namespace KafkaRider.AspNetCore;

/// <summary>Represents an operation as it is kept beside the changes that its command made.</summary>
/// <param name="OutcomeType">
/// The name of the outcome's type, without a namespace. It is one that a command is registered with; <see langword="null"/> while its process has no outcome.
/// </param>
/// <param name="Outcome">The outcome as JSON; <see langword="null"/> while there is none.</param>
/// <param name="Fingerprint">That of the command: 64 hexadecimal digits; <see langword="null"/> if it is not known.</param>
/// <param name="CompletedAt">When the outcome came about; <see langword="null"/> while there is none.</param>
/// <param name="Caller">
/// The SHA-256 digest of the header <c>Caller</c> that the command came with, as 64 hexadecimal digits; <see langword="null"/> if it had none.
/// </param>
public sealed record ArchivedOperation(string? OutcomeType, string? Outcome, string? Fingerprint, DateTimeOffset? CompletedAt, string? Caller)
{
    /// <summary>Gets where the process of several steps is that the command has started.</summary>
    /// <value>The default is <see langword="null"/>: it starts none.</value>
    public ProcessChanged? Process { get; init; }
}
