namespace Users.Faults.Load;

/// <summary>What a client wants: a user of a name.</summary>
/// <param name="Number">Tells the operation from all others.</param>
/// <param name="Name">The name, in a spelling of its own.</param>
/// <param name="Key">The idempotency key, if the client sends one.</param>
public sealed record PlannedOperation(int Number, string Name, string? Key)
{
    /// <summary>Gets when the client hangs up, if it does.</summary>
    public TimeSpan? AbandonAfter { get; init; }
}
