namespace KafkaRider;

/// <summary>Names where a step of a process is.</summary>
public static class ProcessStepStatus
{
    /// <summary>It has not begun.</summary>
    public const string Pending = "pending";

    /// <summary>Its command was sent.</summary>
    public const string Running = "running";

    /// <summary>It is done.</summary>
    public const string Done = "done";

    /// <summary>It was refused, and has changed nothing.</summary>
    public const string Refused = "refused";

    /// <summary>It failed, or its outcome is not known.</summary>
    public const string Failed = "failed";

    /// <summary>Its compensation was sent.</summary>
    public const string Undoing = "undoing";

    /// <summary>Nothing is left of it.</summary>
    public const string Undone = "undone";

    /// <summary>Its compensation was given up: somebody has to see to it.</summary>
    public const string UndoFailed = "undo-failed";
}
