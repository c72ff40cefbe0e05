namespace Users.Faults.Checking;

/// <summary>What was found out, after the faults, about an operation that its client was left in the dark about.</summary>
/// <param name="Operation">The number of the operation.</param>
/// <param name="State">How it ended.</param>
/// <param name="Took">How long that took to find out, from when it was first asked for after the faults.</param>
/// <param name="Source">Who said so.</param>
public sealed record Resolution(int Operation, ResolutionState State, TimeSpan Took, string Source)
{
    /// <summary>Gets the status of the answer that the operation got or would have got, where the source tells it.</summary>
    public int? Status { get; init; }
}
