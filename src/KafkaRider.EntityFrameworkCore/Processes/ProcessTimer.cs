namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a message of a process to itself: a time has come.</summary>
/// <remarks>Its full name travels with it, and stands in rows that wait.</remarks>
/// <param name="ProcessId">The id of the process.</param>
/// <param name="Step">The step that it is about; <see langword="null"/> for the whole.</param>
/// <param name="IsUndo">Whether it is about the step's compensation.</param>
/// <param name="Round">The round of the step that it is about.</param>
/// <param name="Attempt">The attempt that it is about.</param>
/// <param name="IsRetry">Whether the time has come to try again, rather than to give up waiting.</param>
internal sealed record ProcessTimer(Guid ProcessId, string? Step, bool IsUndo, int Round, int Attempt, bool IsRetry);
