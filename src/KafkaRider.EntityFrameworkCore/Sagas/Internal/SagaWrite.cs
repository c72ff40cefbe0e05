using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Keeps the row of a saga and its timers, together with all others that are to be kept at that time.</summary>
internal sealed class SagaWrite(Operation operation, SagaRecord row, IReadOnlyList<SagaTimer> timers, IReadOnlyList<Guid> cancelled)
    : PendingCommand(operation, "saga write")
{
    public SagaRecord Row { get; } = row;

    public IReadOnlyList<SagaTimer> Timers { get; } = timers;

    public IReadOnlyList<Guid> Cancelled { get; } = cancelled;

    public override Type Kind => typeof(SagaWrite);

    /// <summary>Gets or sets whether somebody else has changed the row since it was read.</summary>
    public bool IsStale { get; set; }

    public override bool NeedsRows => false;

    public override BatchTransaction CreateTransaction(DatabaseSession session, TransactionParts parts) => new SagaWriteTransaction(session, parts);
}
