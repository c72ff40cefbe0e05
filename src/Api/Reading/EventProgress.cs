using KafkaRider;

namespace Users.Api.Reading;

/// <summary>Knows which event of each partition was applied last. It is used by the thread that follows the log and by whoever writes a snapshot.</summary>
internal sealed class EventProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, FollowMark> _restored = [];
    private readonly Dictionary<int, FollowedRecord> _last = [];
    private bool _changed;

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
    }

    /// <summary>Returns where another process ended in a partition, if it was ever there.</summary>
    public FollowMark? FindRestored(int partition)
    {
        lock (_gate)
        {
            return _restored.TryGetValue(partition, out var mark) ? mark : null;
        }
    }

    /// <summary>Notes an event, after it was applied.</summary>
    public void Note(FollowedRecord record)
    {
        lock (_gate)
        {
            // Events that come again for the operations are in the users already.
            if (!_restored.TryGetValue(record.Partition, out var mark) || record.Offset > mark.Offset)
            {
                _last[record.Partition] = record;
                _changed = true;
            }
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
