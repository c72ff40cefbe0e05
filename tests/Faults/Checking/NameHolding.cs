namespace Users.Faults.Checking;

/// <summary>A time for which a user had a name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="OperationId">What gave the name to the user.</param>
/// <param name="From">When that was executed.</param>
/// <param name="To">When another change took the name away, if one has.</param>
internal sealed record NameHolding(Guid UserId, Guid OperationId, DateTime From, DateTime? To);
