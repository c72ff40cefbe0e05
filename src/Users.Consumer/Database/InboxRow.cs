using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>A row of the inbox.</summary>
internal sealed record InboxRow(
    Guid OperationId, Guid MessageId, Digest Fingerprint, string OutcomeType, string Outcome, DateTime CreatedAt);
