namespace KafkaRider;

/// <summary>Names where a process of several steps is.</summary>
public static class ProcessStatus
{
    /// <summary>Its steps are being executed.</summary>
    public const string Running = "running";

    /// <summary>What its steps have done is being undone.</summary>
    public const string Compensating = "compensating";

    /// <summary>All steps are done.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>It came to nothing, and nothing of it is left.</summary>
    public const string Failed = "failed";

    /// <summary>It came to nothing, and a step could not be undone, or one that has to be done could not: somebody has to see to it.</summary>
    public const string FailedIncomplete = "failed-incomplete";

    /// <summary>Says whether nothing more happens by itself.</summary>
    /// <param name="status">The status.</param>
    /// <returns>Whether it is an end.</returns>
    public static bool IsEnd(string status) => status is Succeeded or Failed or FailedIncomplete;
}
