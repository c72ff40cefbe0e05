namespace KafkaRider;

/// <summary>Represents where a step of a process is.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="Status">One of <see cref="ProcessStepStatus"/>.</param>
/// <param name="Attempts">How often its command was sent, or while it is being undone, that of its compensation.</param>
/// <param name="Since">Since when the step has the status, in UTC.</param>
/// <param name="Reason">Why it is refused or failed, where it is.</param>
public sealed record ProcessStepState(string Name, string Status, int Attempts, DateTimeOffset Since, string? Reason);
