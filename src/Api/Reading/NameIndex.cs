namespace Users.Api.Reading;

/// <summary>Holds users in the order of their normalised names, in chunks that are cheap to insert into.</summary>
/// <remarks>Costs one reference a user, and a little air. The order is that of UTF-8, which is that of code points.</remarks>
internal sealed class NameIndex
{
    private const int ChunkSize = 512;

    private readonly List<List<User>> _chunks = [NewChunk()];

    public int Count { get; private set; }

    public void Add(User user)
    {
        var number = FindChunk(user.Key, user.Id, user.Version);
        var chunk = _chunks[number];

        if (chunk.Count == ChunkSize)
        {
            // Users that come in order fill the chunks.
            var isBehindAll = number == _chunks.Count - 1 && Compare(chunk[^1], user.Key, user.Id, user.Version) < 0;
            var kept = isBehindAll ? ChunkSize : ChunkSize / 2;
            var second = NewChunk();
            second.AddRange(chunk[kept..]);
            chunk.RemoveRange(kept, ChunkSize - kept);
            _chunks.Insert(number + 1, second);
            chunk = isBehindAll || Compare(second[0], user.Key, user.Id, user.Version) <= 0 ? second : chunk;
        }

        chunk.Insert(FindIn(chunk, user.Key, user.Id, user.Version), user);
        Count++;
    }

    public void Remove(User user)
    {
        var number = FindChunk(user.Key, user.Id, user.Version);
        var chunk = _chunks[number];
        chunk.RemoveAt(FindIn(chunk, user.Key, user.Id, user.Version));
        Count--;

        if (chunk.Count == 0 && _chunks.Count > 1)
        {
            _chunks.RemoveAt(number);
        }
    }

    public void Clear()
    {
        _chunks.Clear();
        _chunks.Add(NewChunk());
        Count = 0;
    }

    public void CopyTo(List<User> users) => _chunks.ForEach(users.AddRange);

    /// <summary>Returns the users from a place in the order on.</summary>
    public IEnumerable<User> From(Position start)
    {
        var number = FindChunk(start.Key.Span, start.Id, start.Version);
        var at = FindIn(_chunks[number], start.Key.Span, start.Id, start.Version);

        for (; number < _chunks.Count; number++, at = 0)
        {
            for (; at < _chunks[number].Count; at++)
            {
                yield return _chunks[number][at];
            }
        }
    }

    /// <summary>Returns the users of two indexes from a place in the order on.</summary>
    public static IEnumerable<User> Merge(NameIndex one, NameIndex other, Position start)
    {
        using var first = one.From(start).GetEnumerator();
        using var second = other.From(start).GetEnumerator();
        var (hasFirst, hasSecond) = (first.MoveNext(), second.MoveNext());

        while (hasFirst || hasSecond)
        {
            if (!hasSecond || (hasFirst && Compare(first.Current, second.Current.Key, second.Current.Id, second.Current.Version) <= 0))
            {
                yield return first.Current;
                hasFirst = first.MoveNext();
            }
            else
            {
                yield return second.Current;
                hasSecond = second.MoveNext();
            }
        }
    }

    private static List<User> NewChunk() => new(ChunkSize);

    // The last chunk that does not begin behind the place.
    private int FindChunk(ReadOnlySpan<byte> key, Guid id, int version)
    {
        var (low, high) = (0, _chunks.Count - 1);

        while (low < high)
        {
            var middle = (low + high + 1) / 2;

            if (Compare(_chunks[middle][0], key, id, version) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    // The first user in the chunk that is not before the place.
    private static int FindIn(List<User> chunk, ReadOnlySpan<byte> key, Guid id, int version)
    {
        var (low, high) = (0, chunk.Count);

        while (low < high)
        {
            var middle = (low + high) / 2;

            if (Compare(chunk[middle], key, id, version) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int Compare(User user, ReadOnlySpan<byte> key, Guid id, int version) =>
        user.Key.SequenceCompareTo(key) is not 0 and var byKey ? byKey
        : user.Id.CompareTo(id) is not 0 and var byId ? byId
        : user.Version.CompareTo(version);
}
