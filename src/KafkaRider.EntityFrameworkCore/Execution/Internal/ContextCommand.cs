using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>A command that is decided with a context of Entity Framework.</summary>
internal sealed class ContextCommand<TDbContext>(
    Operation operation, string name, Func<TDbContext, Task<object>> decide, InboxContexts<TDbContext> contexts)
    : PendingCommand(operation, name)
    where TDbContext : DbContext
{
    public Func<TDbContext, Task<object>> Decide { get; } = decide;

    public override Type Kind => typeof(TDbContext);

    public override bool NeedsRows => true;

    public override BatchTransaction CreateTransaction(DatabaseSession session, TransactionParts parts) =>
        new ContextTransaction<TDbContext>(session, contexts, parts);
}
