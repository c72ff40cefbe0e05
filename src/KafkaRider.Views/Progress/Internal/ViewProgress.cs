namespace KafkaRider.Views.Internal;

/// <summary>Knows how far a view has come. It is used by the thread that follows the topic, by whoever writes a snapshot, and by all who ask.</summary>
internal sealed class ViewProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, FollowMark> _restored = [];
    private readonly Dictionary<int, FollowedRecord> _last = [];
    private bool _changed;
    private long _lag = -1;

    public bool HasCaughtUp { get; private set; }

    /// <summary>Gets how many records are in the topic that the view has not, or <see langword="null"/> while nobody knows.</summary>
    public long? Lag
    {
        get => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;
        set => Interlocked.Exchange(ref _lag, value ?? -1);
    }

    public void NoteCaughtUp() => HasCaughtUp = true;

    /// <summary>Begins where another process ended.</summary>
    public void Restore(IEnumerable<FollowMark> marks)
    {
        lock (_gate)
        {
            foreach (var mark in marks)
            {
                _restored[mark.Partition] = mark;
            }
        }
    }

    /// <summary>Forgets everything: the topic is another.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _restored.Clear();
            _last.Clear();
            _changed = true;
        }

        HasCaughtUp = false;
        Lag = null;
    }

    /// <summary>Returns where another process ended in a partition, if it was ever there.</summary>
    public FollowMark? FindRestored(int partition)
    {
        lock (_gate)
        {
            return _restored.TryGetValue(partition, out var mark) ? mark : null;
        }
    }

    /// <summary>Returns whether the view has had the record at a position, or a later one of that partition.</summary>
    public bool Has(ViewPosition position)
    {
        lock (_gate)
        {
            return (_last.TryGetValue(position.Partition, out var record) && record.Offset >= position.Offset)
                || (_restored.TryGetValue(position.Partition, out var mark) && mark.Offset >= position.Offset);
        }
    }

    /// <summary>Notes that the view has had a record.</summary>
    public void Note(FollowedRecord record)
    {
        lock (_gate)
        {
            _last[record.Partition] = record;
            _changed = true;
        }
    }

    /// <summary>Returns a mark for each partition, or <see langword="null"/> if nothing was noted since this was last asked.</summary>
    public IReadOnlyList<FollowMark>? TakeChange()
    {
        lock (_gate)
        {
            if (!_changed)
            {
                return null;
            }

            _changed = false;
            var marks = new Dictionary<int, FollowMark>(_restored);

            foreach (var (partition, record) in _last)
            {
                marks[partition] = record.CreateMark();
            }

            return [.. marks.Values];
        }
    }

    /// <summary>Takes back that a change was taken.</summary>
    public void NoteUnsaved()
    {
        lock (_gate)
        {
            _changed = true;
        }
    }
}
