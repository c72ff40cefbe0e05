namespace KafkaRider.Internal;

/// <summary>Is how far a follower is in one partition.</summary>
internal sealed class PartitionProgress(long start, long firstEnd)
{
    /// <summary>Gets or sets the offset of the record that comes next.</summary>
    public long Position { get; set; } = start;

    /// <summary>Gets the offset that the next record had when following began.</summary>
    public long FirstEnd => firstEnd;

    public bool IsCaughtUp => Position >= firstEnd;
}
