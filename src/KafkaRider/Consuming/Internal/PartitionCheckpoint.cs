using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Knows, for one assignment of one partition, up to which offset every record is done.</summary>
/// <remarks>Records are added in log order by the consumer thread and completed in any order by any thread.</remarks>
/// <param name="partition">The partition.</param>
/// <param name="limit">How many records may be read beyond the first one that is not done.</param>
/// <param name="begin">The offset that is to be committed although nothing is done yet, or none.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and records may still look at its token when the partition is gone.")]
internal sealed class PartitionCheckpoint(TopicPartition partition, int limit = int.MaxValue, long? begin = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();
    private readonly Dictionary<long, Entry> _open = [];
    private readonly CancellationTokenSource _releasing = new();
    private readonly CancellationTokenSource _stopped = new();
    private TaskCompletionSource? _idle;
    private Offset _next = begin ?? Offset.Unset;
    private Offset _taken = Offset.Unset;

    public TopicPartition Partition => partition;

    /// <summary>Is cancelled when the partition is about to go: what has not begun must not begin, and what waits to be tried again must end.</summary>
    public CancellationToken Releasing => _releasing.Token;

    /// <summary>Gets whether the partition is about to go.</summary>
    public bool IsReleasing => _releasing.IsCancellationRequested;

    /// <summary>Is cancelled when the partition is no longer ours: what is in progress must end.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>Gets or sets whether the partition is paused; <see langword="null"/> where nobody knows. Is the consumer thread's alone.</summary>
    public bool? IsPaused { get; set; }

    /// <summary>Gets how many records are read but cannot be committed yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gets the record that holds up the commit, and when it was read, if there is one.</summary>
    public (Offset Offset, long Read)? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _entries.TryPeek(out var first) ? (first.Offset, first.Read) : null;
            }
        }
    }

    /// <summary>Adds a record that was read.</summary>
    /// <returns>Whether no more may be read before some are done.</returns>
    public bool Add(Offset offset, long read = 0)
    {
        var entry = new Entry(offset, read);
        lock (_gate)
        {
            _entries.Enqueue(entry);
            _open.Add(offset, entry);
            return _entries.Count >= limit;
        }
    }

    /// <summary>Says whether it has read as far ahead as it may; one that is paused for that goes on when a quarter is free again.</summary>
    public bool IsAhead()
    {
        var count = Count;
        return count >= limit || (IsPaused == true && count > limit - Math.Max(1, limit / 4));
    }

    /// <summary>Marks a record as ended; an offset moves on only past records that were done.</summary>
    public void Complete(Offset offset, bool done)
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (!_open.Remove(offset, out var entry))
            {
                return;
            }

            entry.Done = done;
            while (_entries.TryPeek(out var first) && first.Done)
            {
                _next = first.Offset + 1;
                _entries.Dequeue();
            }

            if (_open.Count == 0)
            {
                idle = _idle;
            }
        }

        idle?.TrySetResult();
    }

    /// <summary>Returns the offset to commit, if it moved since the last call.</summary>
    public TopicPartitionOffset? TakeFinished()
    {
        lock (_gate)
        {
            if (_next == _taken)
            {
                return null;
            }

            _taken = _next;
            return new(partition, _next);
        }
    }

    /// <summary>Waits until nothing is in progress.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_open.Count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Ends what has not begun. Runs nobody's code on this thread.</summary>
    public void Release() => _ = _releasing.CancelAsync();

    /// <summary>Ends what is in progress, too. Runs nobody's code on this thread.</summary>
    public void Stop()
    {
        Release();
        _ = _stopped.CancelAsync();
    }

    private sealed class Entry(Offset offset, long read)
    {
        public Offset Offset => offset;

        public long Read => read;

        public bool Done { get; set; }
    }
}
