using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>A command that is decided on rows which are read and written for a whole batch.</summary>
internal sealed class RowsCommand<TRows>(Operation operation, string name, IBatchDecision<TRows> decision)
    : PendingCommand(operation, name)
    where TRows : BatchRows, new()
{
    public IBatchDecision<TRows> Decision { get; } = decision;

    public override Type Kind => typeof(TRows);

    public override bool NeedsRows => Decision.NeedsRows;

    public override BatchTransaction CreateTransaction(DatabaseSession session, TransactionParts parts) => new RowsTransaction<TRows>(session, parts);
}
