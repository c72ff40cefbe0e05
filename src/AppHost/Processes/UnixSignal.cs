namespace Users.AppHost.Processes;

/// <summary>The signals that are sent to processes, with their numbers on Linux.</summary>
public enum UnixSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
