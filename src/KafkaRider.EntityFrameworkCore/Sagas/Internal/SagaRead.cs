using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Asks for the row of a saga, together with all others that are asked for at that time.</summary>
internal sealed class SagaRead(Operation operation, string type) : PendingCommand(operation, "saga read")
{
    public string Type { get; } = type;

    public SagaRecord? Row { get; set; }

    public override Type Kind => typeof(SagaRead);

    public override bool NeedsRows => true;

    public override BatchTransaction CreateTransaction(DatabaseSession session, TransactionParts parts) => new SagaReadTransaction(session, parts);
}
