namespace KafkaRider.Internal;

/// <summary>Is how far a follower is in one partition.</summary>
internal sealed class PartitionProgress(long start, long firstEnd, TimeProvider time)
{
    /// <summary>Gets the offset of the record that comes next.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Gets the offset that the next record had when following began.</summary>
    public long FirstEnd => firstEnd;

    public bool IsCaughtUp => Position >= firstEnd;

    /// <summary>Gets what tells why nothing comes, although there is more.</summary>
    public FetchWatch Fetching { get; } = new(time);

    public void MoveTo(long position)
    {
        Position = position;
        Fetching.NoteProgress();
    }
}
