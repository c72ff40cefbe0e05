namespace Users.Api.Reading;

/// <summary>Holds all users, as the event log tells of them.</summary>
/// <remarks>
/// An event that comes again, or late, changes nothing: a user only ever goes to a higher version. It is used by the thread that
/// follows the log and by all requests.
/// </remarks>
internal sealed class UserView
{
    private readonly Lock _gate = new();
    private readonly HashSet<User> _users = new(new UserIdComparer());
    private readonly HashSet<User>.AlternateLookup<Guid> _byId;
    private readonly NameIndex _byName = new();
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
            if (_byId.TryGetValue(user.Id, out var known))
            {
                if (known.Version >= user.Version)
                {
                    return;
                }

                _users.Remove(known);

                if (!known.IsDeleted)
                {
                    _byName.Remove(known);
                }
            }

            _users.Add(user);

            if (!user.IsDeleted)
            {
                _byName.Add(user);
            }
        }

        _waiters.Wake(user.Id);
    }

    /// <summary>Returns a user, also one that was deleted, or <see langword="null"/>.</summary>
    public User? Find(Guid id)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(id, out var user) ? user : null;
        }
    }

    /// <summary>Returns users in the order of their normalised names.</summary>
    /// <param name="selection">Which users.</param>
    /// <param name="after">The user after which to begin, or <see langword="null"/> to begin with the first.</param>
    /// <param name="count">How many users, at most.</param>
    public IReadOnlyList<User> List(UserSelection selection, Position? after, int count)
    {
        var page = new List<User>(count);
        lock (_gate)
        {
            // Behind the one that the page before ended with, which may be there no longer.
            foreach (var user in _byName.From(after ?? selection.Start))
            {
                if (page.Count == count || !selection.Includes(user.Key))
                {
                    break;
                }

                if (user.Id != after?.Id)
                {
                    page.Add(user);
                }
            }
        }

        return page;
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
}
