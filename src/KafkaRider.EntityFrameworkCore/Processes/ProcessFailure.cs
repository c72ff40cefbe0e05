namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents why a process has failed, as opposed to being refused.</summary>
/// <param name="Step">The step that it failed at.</param>
/// <param name="Reason"><c>timeout</c>, or what the step failed with.</param>
/// <param name="Incomplete">Whether something is left that could not be undone, or done.</param>
public sealed record ProcessFailure(string? Step, string Reason, bool Incomplete);
