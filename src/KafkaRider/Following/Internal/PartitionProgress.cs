using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is how far a follower is in one partition.</summary>
internal sealed class PartitionProgress(TopicPartition partition, long start, long firstEnd, TimeProvider time)
{
    public TopicPartition Partition => partition;

    /// <summary>Gets the offset of the record that comes next.</summary>
    public long Offset { get; private set; } = start;

    public TopicPartitionOffset Position => new(partition, Offset);

    /// <summary>Gets the offset that the next record had when following began.</summary>
    public long FirstEnd => firstEnd;

    public bool IsCaughtUp => Offset >= firstEnd;

    /// <summary>Gets or sets whether the client reads the partition.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>Gets what tells why nothing comes, although there is more.</summary>
    public FetchWatch Fetching { get; } = new(time);

    public void MoveTo(long offset)
    {
        Offset = offset;
        Fetching.NoteProgress();
    }
}
