namespace Users.Consumer.Store;

/// <summary>What came of a command.</summary>
/// <param name="Outcome">The outcome, one of the contracts.</param>
/// <param name="Fingerprint">That of the command which the operation executed.</param>
/// <param name="Replayed">Whether it is that of an earlier message with the same operation id.</param>
internal readonly record struct CommandResult(object Outcome, Digest Fingerprint, bool Replayed);
