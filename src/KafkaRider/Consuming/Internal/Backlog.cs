namespace KafkaRider.Internal;

/// <summary>Measures what is read but cannot be committed yet, and says which record holds it up.</summary>
/// <remarks>Is measured by the consumer thread, and read by any.</remarks>
internal sealed class Backlog(string topic, TimeProvider time)
{
    private static readonly TimeSpan LongInProgress = TimeSpan.FromMinutes(1);

    private long _count;

    /// <summary>Gets how many records are read but cannot be committed yet.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Gets which record has been in progress for long, if one has.</summary>
    public string? Slow { get; private set; }

    /// <summary>Gets which record holds its partition up, so that no more of it is read, if one does.</summary>
    public string? Blocking { get; private set; }

    public void Measure(IEnumerable<PartitionCheckpoint> checkpoints)
    {
        long count = 0;
        string? slow = null, blocking = null;
        foreach (var checkpoint in checkpoints)
        {
            if (checkpoint.Oldest is not { } oldest)
            {
                continue;
            }

            count += checkpoint.Count;
            var age = time.GetElapsedTime(oldest.Read);
            var isAhead = checkpoint.IsAhead();
            if (age <= LongInProgress && !isAhead)
            {
                continue;
            }

            var place = $"{topic}[{checkpoint.Partition.Partition.Value}]@{oldest.Offset.Value}";
            slow = age > LongInProgress ? $"{place} has been in progress for {age.TotalSeconds:0} s" : slow;
            blocking = isAhead ? $"{place} holds up its partition: {checkpoint.Count} records are read but not committed" : blocking;
        }

        Volatile.Write(ref _count, count);
        Slow = slow;
        Blocking = blocking;
    }
}
