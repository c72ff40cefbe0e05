namespace Users.Bench.Measuring;

/// <summary>What the processes of one role used during one measurement.</summary>
internal sealed record RoleUse(string Role, int Processes, double CpuSeconds, double AllocatedBytes, double PauseSeconds);
