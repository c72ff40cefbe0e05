namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a row of the table <c>saga_timer</c>: a message of a state machine to itself, for later.</summary>
/// <remarks>Snapshots of migrations have its full name.</remarks>
internal sealed class SagaTimerRow
{
    /// <summary>Gets the token by which it is cancelled.</summary>
    public Guid Id { get; init; }

    /// <summary>Gets when it is due, in UTC.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>Gets the records to write then, as JSON.</summary>
    public string Records { get; init; } = string.Empty;
}
