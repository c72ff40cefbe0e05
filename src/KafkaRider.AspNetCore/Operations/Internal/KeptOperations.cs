using System.Runtime.InteropServices;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Keeps operations for a time, and of those that are completed up to a number. It is used by one thread at a time.</summary>
/// <remarks>
/// One that is pending is never forgotten for want of room: somebody waits for it. There are as many as commands are under way.
/// Those that failed for good are counted apart: no service keeps them, so that those of which others know do not push them out.
/// </remarks>
internal sealed class KeptOperations(int mostCompleted, TimeSpan retention, TimeProvider time)
{
    private const int ChunkSize = 4096;
    private const int FewPending = 1024;

    // The topics are read side by side: a command may be heard of this much after its outcome.
    private static readonly TimeSpan Disorder = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, int> _places = [];
    private readonly List<KeptOperation[]> _chunks = [];
    private readonly Stack<int> _free = new();
    private readonly PriorityQueue<int, long> _completed = new();
    private readonly PriorityQueue<int, long> _failed = new();
    private PriorityQueue<Guid, long> _pending = new();
    private long _forgottenUpTo = long.MinValue;

    public int Count => _places.Count;

    private int PendingCount => _places.Count - _completed.Count - _failed.Count;

    /// <summary>Adds an operation that is pending.</summary>
    public ref KeptOperation Add(Guid id, DateTimeOffset createdAt, long since)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, id, out _);
        place = Take();
        ref var operation = ref At(place);
        operation = new() { Id = id, CreatedAtTicks = createdAt.UtcTicks, Since = since };
        _pending.Enqueue(id, since);
        return ref operation;
    }

    /// <summary>Returns the operation, or a reference to nothing.</summary>
    public ref KeptOperation Find(Guid id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_places, id);
        return ref System.Runtime.CompilerServices.Unsafe.IsNullRef(ref place)
            ? ref System.Runtime.CompilerServices.Unsafe.NullRef<KeptOperation>()
            : ref At(place);
    }

    /// <summary>Says of an operation that is pending whether its outcome may have come, and been forgotten, before its command did.</summary>
    public bool IsInDoubt(in KeptOperation operation) =>
        !operation.IsCompleted && _forgottenUpTo != long.MinValue && operation.Since - (long)(Disorder.TotalSeconds * time.TimestampFrequency) <= _forgottenUpTo;

    /// <summary>Removes an operation that is pending.</summary>
    public void RemovePending(Guid id) => Remove(_places[id]);

    /// <summary>Returns all operations, in no order.</summary>
    public IEnumerable<KeptOperation> All() => _places.Values.Select(place => At(place));

    /// <summary>Notes that an operation is pending no longer: now it may go when there are too many.</summary>
    public void NoteCompleted(in KeptOperation operation) =>
        (operation.HasFailed ? _failed : _completed).Enqueue(_places[operation.Id], operation.Since);

    /// <summary>Forgets what is too old, and of what is completed the oldest where there is too much.</summary>
    public void Forget()
    {
        ForgetCompleted(_completed);
        ForgetCompleted(_failed);

        while (_pending.TryPeek(out var id, out var since))
        {
            var isThere = _places.TryGetValue(id, out var place) && !At(place).IsCompleted;

            if (isThere && !IsOld(since))
            {
                break;
            }

            _pending.Dequeue();

            if (isThere)
            {
                Remove(place);
            }
        }

        // What was completed behind one that stays pending is still in the queue.
        if (_pending.Count > (2 * PendingCount) + FewPending)
        {
            _pending = new(_pending.UnorderedItems.Where(item => _places.TryGetValue(item.Element, out var place) && !At(place).IsCompleted));
        }
    }

    private void ForgetCompleted(PriorityQueue<int, long> completed)
    {
        while (completed.TryPeek(out var place, out var since) && (completed.Count > mostCompleted || IsOld(since)))
        {
            completed.Dequeue();
            _forgottenUpTo = Math.Max(_forgottenUpTo, since);
            Remove(place);
        }
    }

    private bool IsOld(long since) => time.GetElapsedTime(since) > retention;

    private ref KeptOperation At(int place) => ref _chunks[place / ChunkSize][place % ChunkSize];

    private int Take()
    {
        if (_free.Count == 0)
        {
            var first = _chunks.Count * ChunkSize;
            _chunks.Add(new KeptOperation[ChunkSize]);

            for (var place = first + ChunkSize - 1; place >= first; place--)
            {
                _free.Push(place);
            }
        }

        return _free.Pop();
    }

    private void Remove(int place)
    {
        ref var operation = ref At(place);
        _places.Remove(operation.Id);
        operation = default;
        _free.Push(place);
    }
}
