namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a row of the table <c>saga</c>: one instance of a state machine.</summary>
public sealed class SagaRow
{
    /// <summary>Gets the id of the instance, by which its messages are correlated.</summary>
    public Guid Id { get; init; }

    /// <summary>Gets the name of the type of the instance.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>Gets the state that the machine is in.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>Gets how many events the instance has handled.</summary>
    /// <value>From 1. Whoever changes a row by hand raises it, or an instance that knows the row overwrites the change.</value>
    public int Version { get; init; }

    /// <summary>Gets the instance as JSON.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Gets the ids of the events that were handled, 16 bytes each, the last one at the end.</summary>
    public byte[] Handled { get; init; } = [];

    /// <summary>Gets what the last event sent, as JSON, to be sent again if that event comes again.</summary>
    public string Outgoing { get; init; } = string.Empty;

    /// <summary>Gets when the instance was made, in UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>Gets when the instance has handled its last event, in UTC.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Gets when the instance came to its end, in UTC; <see langword="null"/> while it has not.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Gets whether the instance takes no more events: its machine was completed. Its row is kept so that no event makes it anew.</summary>
    public bool Closed { get; init; }
}
