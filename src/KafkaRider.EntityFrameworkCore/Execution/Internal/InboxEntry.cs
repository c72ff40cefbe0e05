using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>An executed operation and what came of it, as it is stored.</summary>
internal sealed record InboxEntry(
    Guid OperationId, int Step, Guid MessageId, Digest Fingerprint, Digest? Caller, string OutcomeType, string Outcome)
{
    /// <summary>Names the columns of the inbox in the order in which they are read and written.</summary>
    public const string Columns = "operation_id, step, message_id, fingerprint, caller, outcome_type, outcome, created_at";

    public static InboxEntry Of(Operation operation, (string Type, string Json) outcome) =>
        new(operation.Id, operation.Step, operation.MessageId, operation.Fingerprint, operation.Caller, outcome.Type, outcome.Json);

    /// <summary>Answers a command that carries this operation id again.</summary>
    public CommandResult Answer(Operation operation, TransactionParts parts) => operation.IsThatOf(Fingerprint)
        ? new CommandResult(parts.Outcomes.Read(OutcomeType, Outcome), Fingerprint, Replayed: operation.MessageId != MessageId)
        : new CommandResult(parts.Conflict(OperationId), Fingerprint, Replayed: false);
}
