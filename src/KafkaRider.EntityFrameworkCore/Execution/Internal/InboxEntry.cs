using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>An executed operation and what came of it, as it is stored.</summary>
internal sealed record InboxEntry(
    Guid OperationId, int Step, Guid MessageId, Digest Fingerprint, Digest? Caller, string OutcomeType, string Outcome)
{
    /// <summary>Names the columns of the inbox in the order in which they are read and written.</summary>
    public const string Columns = "operation_id, step, message_id, fingerprint, caller, outcome_type, outcome, created_at";

    /// <summary>Where the time stands among them, which only some ask for.</summary>
    public const int CreatedAt = 7;

    /// <summary>Reads all other columns of the row that a reader is on.</summary>
    public static InboxEntry Read(DbDataReader reader) => new(
        SqlId.Read(reader, 0),
        reader.GetInt32(1),
        SqlId.Read(reader, 2),
        SqlId.ReadDigest(reader, 3),
        reader.IsDBNull(4) ? null : SqlId.ReadDigest(reader, 4),
        reader.GetString(5),
        reader.GetString(6));

    public static InboxEntry Of(Operation operation, (string Type, string Json) outcome) =>
        new(operation.Id, operation.Step, operation.MessageId, operation.Fingerprint, operation.Caller, outcome.Type, outcome.Json);

    /// <summary>Answers a command that carries this operation id again.</summary>
    public CommandResult Answer(Operation operation, TransactionParts parts) => operation.IsThatOf(Fingerprint)
        ? new CommandResult(parts.Outcomes.Read(OutcomeType, Outcome), Fingerprint, Replayed: operation.MessageId != MessageId)
        : new CommandResult(parts.Conflict(OperationId), Fingerprint, Replayed: false);
}
