using System.Diagnostics;

namespace Users.Faults.Parts;

internal static class ProcessMemory
{
    /// <summary>Reads how much of a process lies in memory, in bytes.</summary>
    public static long Read(int processId)
    {
        using var process = Process.GetProcessById(processId);

        return process.WorkingSet64;
    }
}
