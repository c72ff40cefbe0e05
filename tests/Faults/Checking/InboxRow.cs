namespace Users.Faults.Checking;

/// <summary>A row of the inbox: an executed operation.</summary>
public sealed record InboxRow(Guid OperationId, Guid MessageId, string OutcomeType, Guid UserId, DateTime CreatedAt)
{
    public bool IsCreated => OutcomeType == "UserCreated";
}
