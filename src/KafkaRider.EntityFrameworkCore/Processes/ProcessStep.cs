namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a step of a process, as its row keeps it.</summary>
public sealed class ProcessStep
{
    /// <summary>Gets or sets the name, by which the plan is found that says what to do.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets where the step is: one of <see cref="ProcessStepStatus"/>.</summary>
    public string Status { get; set; } = ProcessStepStatus.Pending;

    /// <summary>Gets or sets how often the command, or the compensation, was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Gets or sets how often the step has had to be undone: each time is another operation.</summary>
    public int Round { get; set; }

    /// <summary>Gets or sets whether it was heard that the step was done: that is news only once.</summary>
    public bool WasDone { get; set; }

    /// <summary>Gets or sets since when the step has its status, in UTC.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Gets or sets why it is refused or failed.</summary>
    public string? Reason { get; set; }
}
