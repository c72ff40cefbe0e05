namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a command: a process that waits for an operator is to try again.</summary>
/// <param name="ProcessId">The id of the process.</param>
public sealed record ResumeProcess(Guid ProcessId);
