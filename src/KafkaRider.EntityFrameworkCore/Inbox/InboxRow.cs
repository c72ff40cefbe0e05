namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents an operation, or one step of it, that was executed, and what came of it.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Step">Which step of it; 0 where it has one only.</param>
/// <param name="MessageId">The message that was executed: another one with this operation id is a retry.</param>
/// <param name="Fingerprint">That of the command.</param>
/// <param name="Caller">The digest of who asked for it, where that is known.</param>
/// <param name="OutcomeType">The name of the outcome's type.</param>
/// <param name="Outcome">The outcome as JSON, kept as it was written.</param>
/// <param name="CreatedAt">When it was executed, in UTC.</param>
public sealed record InboxRow(
    Guid OperationId, int Step, Guid MessageId, Digest Fingerprint, Digest? Caller, string OutcomeType, string Outcome, DateTime CreatedAt);
