namespace KafkaRider;

/// <summary>Represents an event: a process of several steps has moved. It tells all of its steps, so that the last one is all that there is to know.</summary>
/// <param name="Id">The id of the process, which is that of the operation that started it.</param>
/// <param name="Process">What kind of process it is.</param>
/// <param name="Status">One of <see cref="ProcessStatus"/>.</param>
/// <param name="Version">Counts the changes of one process, from 1.</param>
/// <param name="StartedAt">When the process began, in UTC.</param>
/// <param name="At">When it changed, in UTC.</param>
/// <param name="Steps">The steps in the order of the plan.</param>
public sealed record ProcessChanged(
    Guid Id, string Process, string Status, int Version, DateTimeOffset StartedAt, DateTimeOffset At, IReadOnlyList<ProcessStepState> Steps);
