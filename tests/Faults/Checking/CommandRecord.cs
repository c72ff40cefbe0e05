namespace Users.Faults.Checking;

/// <summary>A record of users.commands.</summary>
public sealed record CommandRecord(int Partition, long Offset, string? Key)
{
    public Guid? OperationId { get; init; }

    public Guid? MessageId { get; init; }

    /// <summary>Gets what it asks for, or <see langword="null"/> where the value is not a command.</summary>
    public CommandKind? Kind { get; init; }

    /// <summary>Gets the user that is to be changed.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Gets the name in the value.</summary>
    public string? Name { get; init; }

    public string? ResponseAddress { get; init; }
}
