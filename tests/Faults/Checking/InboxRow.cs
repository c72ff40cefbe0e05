namespace Users.Faults.Checking;

/// <summary>A row of the inbox: an executed operation.</summary>
public sealed record InboxRow(Guid OperationId, Guid MessageId, string OutcomeType, Guid UserId, DateTime CreatedAt)
{
    /// <summary>Gets the name in the outcome.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version in the outcome: that which a change made, or that which a conflict found.</summary>
    public int? Version { get; init; }

    public bool IsCreated => OutcomeType == "UserCreated";

    public bool IsDeleted => OutcomeType == "UserDeleted";

    public bool IsChange => OutcomeType is "UserCreated" or "UserUpdated" or "UserDeleted";
}
