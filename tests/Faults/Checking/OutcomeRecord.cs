using KafkaRider;

namespace Users.Faults.Checking;

/// <summary>A record of users.events, users.outcomes or users.replies.</summary>
public sealed record OutcomeRecord(int Partition, long Offset, string Type)
{
    public Guid? OperationId { get; init; }

    public Guid? UserId { get; init; }

    public string? Name { get; init; }

    public int? Version { get; init; }

    /// <summary>Gets the message id of the command that a reply answers.</summary>
    public Guid? InReplyTo { get; init; }

    public string? DestinationAddress { get; init; }

    public bool IsCreated => Type == "UserCreated";

    /// <summary>Gets whether it answers a question rather than a command.</summary>
    public bool IsOfQuery => Type is nameof(OperationFound) or nameof(OperationUnknown);

    /// <summary>Gets whether it tells of something that happened, rather than of what did not.</summary>
    public bool IsFact => Type is "UserCreated" or "UserUpdated" or "UserDeleted";
}
