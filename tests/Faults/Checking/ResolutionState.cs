namespace Users.Faults.Checking;

public enum ResolutionState
{
    /// <summary>Nobody could tell.</summary>
    Unresolved,

    /// <summary>It was executed, or refused for good.</summary>
    Ended,

    /// <summary>Kafka never took the command, so it will never be executed.</summary>
    NeverAccepted,
}
