namespace Users.Consumer.Store;

/// <summary>The users that the commands of one batch are about: as they were read, and as the commands before this one left them.</summary>
internal sealed class UserSet
{
    private readonly Dictionary<Guid, User> _byId = [];
    private readonly Dictionary<Digest, User> _byNameKey = [];
    private readonly HashSet<Guid> _changed = [];
    private readonly List<User> _replaced = [];

    public bool HasChanged => _changed.Count > 0;

    public bool HasReplaced => _replaced.Count > 0;

    /// <summary>Gets the new and changed users, in an order that every writer keeps, so that two writers cannot wait for each other.</summary>
    public IEnumerable<User> Changed => _changed.Select(id => _byId[id]).OrderBy(user => user.NameKey).ThenBy(user => user.Id);

    /// <summary>Gets the users that were changed as they were read, in an order that every writer keeps.</summary>
    public IEnumerable<User> Replaced => _replaced.OrderBy(user => user.Id);

    /// <summary>Finds a user that is not deleted.</summary>
    public User? Find(Guid id) => _byId.GetValueOrDefault(id) is { IsDeleted: false } user ? user : null;

    /// <summary>Tells whether there was a user that has been deleted.</summary>
    public bool IsDeleted(Guid id) => _byId.GetValueOrDefault(id) is { IsDeleted: true };

    public User? FindByName(Digest nameKey) => _byNameKey.GetValueOrDefault(nameKey);

    /// <summary>Adds a user as it was read. It may be found twice, by its id and by its name.</summary>
    public void Load(User user)
    {
        if (_byId.TryAdd(user.Id, user) && user.NameKey is { } key)
        {
            _byNameKey.Add(key, user);
        }
    }

    /// <summary>Adds a new user, or puts one in the place of what it was.</summary>
    public void Put(User user)
    {
        var isFirstChange = _changed.Add(user.Id);

        if (_byId.TryGetValue(user.Id, out var before))
        {
            if (isFirstChange)
            {
                _replaced.Add(before);
            }

            if (before.NameKey is { } freed)
            {
                _byNameKey.Remove(freed);
            }
        }

        _byId[user.Id] = user;

        if (user.NameKey is { } key)
        {
            _byNameKey.Add(key, user);
        }
    }
}
