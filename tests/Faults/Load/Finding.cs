using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>What one look at an operation showed.</summary>
/// <param name="State">How it ended; <see cref="ResolutionState.Unresolved"/> if another look, or another source, may tell more.</param>
/// <param name="Status">The status of its answer, where the source tells it.</param>
public sealed record Finding(ResolutionState State, int? Status = null)
{
    public static readonly Finding Nothing = new(ResolutionState.Unresolved);
}
