namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents what came of a command.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Fingerprint">That of the command which the operation executed.</param>
/// <param name="Replayed">Whether it is that of an earlier message with the same operation id.</param>
public readonly record struct CommandResult(object Outcome, Digest Fingerprint, bool Replayed);
