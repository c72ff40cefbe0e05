using KafkaRider;
using KafkaRider.AspNetCore;
using KafkaRider.Views;
using Microsoft.Extensions.Options;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Represents all users in all their versions, as the event log tells of them.</summary>
/// <remarks>
/// Each version has its place, so events that come again, or in another order, end in the same. It is used by the thread that follows
/// the log and by all requests.
/// </remarks>
internal sealed class UserView : KafkaView, ISnapshotView, IEntityView
{
    private readonly Lock _gate = new();
    private readonly HashSet<User> _users = new(new UserIdComparer());
    private readonly HashSet<User>.AlternateLookup<Guid> _byId;
    private readonly NameIndex _byName = new();
    private readonly NameIndex _formerByName = new();
    private readonly List<User> _deleted = [];
    private readonly Registrations _registrations = new();
    private readonly TimeProvider _time;
    private readonly bool _erases;

    public UserView(TimeProvider time, IOptions<ReadingOptions>? options = null)
        : base(time)
    {
        _time = time;
        _erases = options?.Value.EraseDeleted ?? false;
        _byId = _users.GetAlternateLookup<Guid>();
        On<UserCreated>(Take);
        On<UserUpdated>(Take);
        On<UserDeleted>(Take);
    }

    public string SnapshotFormat => UserSnapshot.Format;

    public string SnapshotContent => $"{Count} users";

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

        Wake(user.Id);
    }

    /// <summary>Returns a user, also one that was deleted, or <see langword="null"/>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="asOf">The time of which to return the user's version, or <see langword="null"/> for the latest.</param>
    public User? Find(Guid id, DateTimeOffset? asOf = null)
    {
        User? latest;

        lock (_gate)
        {
            _byId.TryGetValue(id, out latest);
        }

        // Where names are erased, the past of one that was deleted is nobody's business.
        if (latest is null || (_erases && latest.IsDeleted))
        {
            return latest;
        }

        // A user can have any number of versions. Nobody waits while they are searched.
        return asOf is { } time ? latest.At(time) : latest;
    }

    /// <summary>Returns users in the order of their normalised names.</summary>
    /// <param name="selection">Which users.</param>
    /// <param name="start">Where to begin, or <see langword="null"/> for the first.</param>
    /// <param name="count">How many users, at most.</param>
    /// <param name="asOf">The time of which to return the users, or <see langword="null"/> for now.</param>
    /// <param name="budget">How many users and versions to pass over, at most: a list of long ago may pass over all there are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public UserPage List(
        UserSelection selection, PageStart? start, int count, DateTimeOffset? asOf = null, int budget = int.MaxValue,
        CancellationToken cancellationToken = default)
    {
        var page = new UserPageReader(selection, start, count, asOf, budget);

        for (var isComplete = false; !isComplete;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // It lets others in from time to time, so that they do not wait for it.
            lock (_gate)
            {
                isComplete = page.ReadSlice(_byName, _formerByName);
            }
        }

        return page.ToPage();
    }

    /// <summary>Returns how many users were created in each period, from the first on.</summary>
    public IReadOnlyList<(DateOnly Start, int Count)> CountRegistrations(Period period)
    {
        lock (_gate)
        {
            return _registrations.By(period);
        }
    }

    /// <summary>Copies which users there are, with their versions.</summary>
    public Action<Stream> CaptureSnapshot()
    {
        List<User> users;

        lock (_gate)
        {
            users = new(_users.Count);
            _byName.CopyTo(users);
            users.AddRange(_deleted);
        }

        return stream => UserSnapshot.Write(stream, users);
    }

    public void RestoreSnapshot(Stream stream)
    {
        foreach (var version in UserSnapshot.Read(stream))
        {
            Apply(version);
        }
    }

    /// <summary>Waits until the view knows a user in a version, or the time is up, and returns whether it does.</summary>
    public async Task<bool> WaitAsync(Guid id, int version, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAsync(id, () => Find(id)?.Version >= version, patience, cancellationToken);
        }
        catch (TooManyWaitersException)
        {
            // As good as if the time were up at once: whoever asked may come again.
            return false;
        }
    }

    protected override void Clear()
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

    private void Take(object outcome)
    {
        EventRules.Check(outcome, _time.GetUtcNow());

        if (User.TryFrom(outcome, out var user))
        {
            Apply(user);
        }
    }

    private bool TryAdd(User user)
    {
        if (_byId.TryGetValue(user.Id, out var latest))
        {
            user = _erases && latest.IsDeleted ? user.Erase() : user;

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

        user = _erases && user.IsDeleted ? Erase(user) : user;

        _users.Add(user);
        AddName(_byName, user);

        if (user.IsDeleted)
        {
            _deleted.Add(user);
        }

        return true;
    }

    // Whoever has found a version a moment ago may still show it, so none is changed: they are replaced.
    private User Erase(User deleted)
    {
        var erased = deleted.Erase();

        for (var version = deleted.Former; version is not null; version = version.Former)
        {
            if (HasName(version))
            {
                _formerByName.Remove(version);
            }

            erased.TryInsert(version.Erase());
        }

        return erased;
    }

    private static bool HasName(User user) => user is { IsDeleted: false, IsErased: false };

    private static void AddName(NameIndex index, User user)
    {
        if (HasName(user))
        {
            index.Add(user);
        }
    }

    private void RemoveName(User latest)
    {
        if (HasName(latest))
        {
            _byName.Remove(latest);
        }
    }
}
