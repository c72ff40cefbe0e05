using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Knows, for one assignment of one partition, up to which offset every record is done.</summary>
/// <remarks>Records are added in log order by the consumer thread and completed in any order by any thread.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and records may still look at its token when the partition is gone.")]
internal sealed class PartitionCheckpoint(TopicPartition partition)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();
    private readonly Dictionary<long, Entry> _open = [];
    private readonly CancellationTokenSource _releasing = new();
    private readonly CancellationTokenSource _stopped = new();
    private TaskCompletionSource? _idle;
    private Offset _next = Offset.Unset;
    private Offset _taken = Offset.Unset;

    public TopicPartition Partition => partition;

    /// <summary>Is cancelled when the partition is about to go: what has not begun must not begin, and what waits to be tried again must end.</summary>
    public CancellationToken Releasing => _releasing.Token;

    /// <summary>Is cancelled when the partition is no longer ours: what is in progress must end.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public void Add(Offset offset)
    {
        var entry = new Entry(offset);
        lock (_gate)
        {
            _entries.Enqueue(entry);
            _open.Add(offset, entry);
        }
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

    private sealed class Entry(Offset offset)
    {
        public Offset Offset => offset;

        public bool Done { get; set; }
    }
}
