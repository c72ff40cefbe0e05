using System.Runtime.InteropServices;

namespace Users.AppHost.Processes;

internal static partial class NativeProcesses
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int processId, int signal);
}
