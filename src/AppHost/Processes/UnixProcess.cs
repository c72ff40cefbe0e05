using System.Runtime.InteropServices;

namespace Users.AppHost.Processes;

/// <summary>Sends signals, which .NET itself cannot; the program <c>kill</c> is not on every machine.</summary>
public static partial class UnixProcess
{
    /// <summary>Sends a signal; to a process that has ended, none.</summary>
    public static void Send(int processId, UnixSignal signal) => _ = Kill(processId, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
