using Users.Bench.Load;

namespace Users.Bench.Measuring;

/// <summary>One system under one load in one round.</summary>
internal sealed record Measurement(string System, int Round, LoadPlan Plan, LoadResult Load, IReadOnlyList<RoleUse> Uses)
{
    public double? CpuMicroseconds(string role) => PerRequest(role, use => use.CpuSeconds * 1e6);

    /// <summary>Returns what all processes together took for a request, other than <c>wrk</c>.</summary>
    public double? CpuMicroseconds() => Uses.Sum(use => CpuMicroseconds(use.Role));

    public double? AllocatedKilobytes(string role) => PerRequest(role, use => use.AllocatedBytes / 1024);

    /// <summary>Returns the part of the time that a process of the role stood still for its garbage collector, in percent.</summary>
    public double? PausePercent(string role) =>
        Uses.FirstOrDefault(use => use.Role == role) is { } use ? 100 * use.PauseSeconds / use.Processes / Load.Seconds : null;

    private double? PerRequest(string role, Func<RoleUse, double> value) =>
        Uses.FirstOrDefault(use => use.Role == role) is { } use && Load.Answered > 0 ? value(use) / Load.Answered : null;
}
