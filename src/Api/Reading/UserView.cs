using KafkaRider.AspNetCore;

namespace Users.Api.Reading;

/// <summary>Holds all users in all their versions, as the event log tells of them.</summary>
/// <remarks>
/// Each version has its place, so events that come again, or in another order, end in the same. It is used by the thread that follows
/// the log and by all requests.
/// </remarks>
internal sealed class UserView : IEntityView
{
    // A list of long ago may pass over most users. So that others do not wait for it, it lets them in from time to time.
    private const int SliceSize = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<User> _users = new(new UserIdComparer());
    private readonly HashSet<User>.AlternateLookup<Guid> _byId;
    private readonly NameIndex _byName = new();
    private readonly NameIndex _formerByName = new();
    private readonly List<User> _deleted = [];
    private readonly Registrations _registrations = new();
    private readonly Waiters _waiters;
    private readonly TimeProvider _time;

    public UserView(TimeProvider time)
    {
        _time = time;
        _waiters = new(time);
        _byId = _users.GetAlternateLookup<Guid>();
    }

    /// <summary>Gets how many users there are, without those that were deleted.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byName.Count;
            }
        }
    }

    /// <summary>Gets how many requests wait for a user.</summary>
    public int WaiterCount => _waiters.Count;

    /// <summary>Takes a user in the version that an event has made.</summary>
    public void Apply(User user)
    {
        lock (_gate)
        {
            if (!TryAdd(user))
            {
                return;
            }

            if (user is { Version: 1, IsDeleted: false })
            {
                _registrations.Add(user.CreatedAt);
            }
        }

        _waiters.Wake(user.Id);
    }

    /// <summary>Forgets all users.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _users.Clear();
            _byName.Clear();
            _formerByName.Clear();
            _deleted.Clear();
            _registrations.Clear();
        }
    }

    /// <summary>Returns a user, also one that was deleted, or <see langword="null"/>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="asOf">The time of which to return the user's version, or <see langword="null"/> for the latest.</param>
    public User? Find(Guid id, DateTimeOffset? asOf = null)
    {
        lock (_gate)
        {
            return !_byId.TryGetValue(id, out var user) ? null : asOf is { } time ? user.At(time) : user;
        }
    }

    /// <summary>Returns users in the order of their normalised names.</summary>
    /// <param name="selection">Which users.</param>
    /// <param name="after">The user after which to begin, or <see langword="null"/> to begin with the first.</param>
    /// <param name="count">How many users, at most.</param>
    /// <param name="asOf">The time of which to return the users, or <see langword="null"/> for now.</param>
    public IReadOnlyList<User> List(UserSelection selection, Position? after, int count, DateTimeOffset? asOf = null)
    {
        var page = new List<User>();

        for (Position? next = after ?? selection.Start; next is { } start;)
        {
            lock (_gate)
            {
                next = ReadSlice(page, start, selection, after, count, asOf);
            }
        }

        return page;
    }

    /// <summary>Returns how many users were created in each period, from the first on.</summary>
    public IReadOnlyList<(DateOnly Start, int Count)> CountRegistrations(Period period)
    {
        lock (_gate)
        {
            return _registrations.By(period);
        }
    }

    /// <summary>Returns every user in the latest version, in the order of their names, and then those that were deleted.</summary>
    public IReadOnlyCollection<User> CopyAll()
    {
        lock (_gate)
        {
            var users = new List<User>(_users.Count);
            _byName.CopyTo(users);
            users.AddRange(_deleted);
            return users;
        }
    }

    /// <summary>Waits until the view knows a user in a version, or the time is up, and returns whether it does.</summary>
    public async Task<bool> WaitAsync(Guid id, int version, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();

        while (true)
        {
            using var waiter = _waiters.Add(id);

            // After the waiter is there: what is applied from now on, wakes it. That may be a version before.
            if (Knows(id, version))
            {
                return true;
            }

            var left = patience - _time.GetElapsedTime(started);

            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await waiter.WaitAsync(left, cancellationToken);
        }
    }

    private bool Knows(Guid id, int version) => Find(id)?.Version >= version;

    private bool TryAdd(User user)
    {
        if (_byId.TryGetValue(user.Id, out var latest))
        {
            if (latest.TryInsert(user))
            {
                AddName(_formerByName, user);
                return true;
            }

            if (!user.TryInsert(latest))
            {
                return false;
            }

            _users.Remove(latest);
            RemoveName(latest);
            AddName(_formerByName, latest);
        }

        _users.Add(user);
        AddName(_byName, user);

        if (user.IsDeleted)
        {
            _deleted.Add(user);
        }

        return true;
    }

    private static void AddName(NameIndex index, User user)
    {
        if (!user.IsDeleted)
        {
            index.Add(user);
        }
    }

    private void RemoveName(User latest)
    {
        if (!latest.IsDeleted)
        {
            _byName.Remove(latest);
        }
    }

    // Returns where to go on, or null at the end.
    private Position? ReadSlice(List<User> page, Position start, UserSelection selection, Position? after, int count, DateTimeOffset? asOf)
    {
        var users = asOf is null ? _byName.From(start) : NameIndex.Merge(_byName, _formerByName, start);
        var passed = 0;

        foreach (var user in users)
        {
            if (page.Count == count || !selection.Includes(user.Key))
            {
                return null;
            }

            if (passed++ == SliceSize)
            {
                return Position.Of(user);
            }

            // The one that the page before ended with may be there no longer; and a slice may begin with one that was passed before.
            if (user.Id != after?.Id && (asOf is not { } time || user.IsOf(time)) && (page.Count == 0 || page[^1] != user))
            {
                page.Add(user);
            }
        }

        return null;
    }
}
