namespace Users.Registrations.Mails;

/// <summary>Represents a mail that is to leave the house.</summary>
internal sealed class MailRow
{
    /// <summary>Gets the operation that asked for it.</summary>
    public Guid OperationId { get; init; }

    public Guid UserId { get; init; }

    public required string Text { get; init; }

    public DateTime CreatedAt { get; init; }
}
