namespace KafkaRider;

/// <summary>Represents a dead letter that was sent once more, or would be, or cannot be.</summary>
/// <param name="Topic">The dead-letter topic, as the brokers know it.</param>
/// <param name="Partition">The partition of the dead letter.</param>
/// <param name="Offset">The offset of the dead letter.</param>
public sealed record ReplayedDeadLetter(string Topic, int Partition, long Offset)
{
    /// <summary>Gets the topic that the record came from, or <see langword="null"/> if the letter does not tell.</summary>
    public string? OriginalTopic { get; init; }

    /// <summary>Gets the partition that the record came from, as the letter tells it.</summary>
    public string? OriginalPartition { get; init; }

    /// <summary>Gets the offset that the record had, as the letter tells it.</summary>
    public string? OriginalOffset { get; init; }

    /// <summary>Gets why the record became a dead letter, as the letter tells it.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets why the letter is left where it is, or <see langword="null"/> if it is sent.</summary>
    public string? LeftBecause { get; init; }

    /// <summary>Gets whether the letter is sent.</summary>
    public bool IsSent => LeftBecause is null;
}
