namespace Users.Consumer.Store;

/// <summary>The users that the commands of one batch are about: as they were read, and as the commands before this one left them.</summary>
internal sealed class UserSet
{
    private readonly Dictionary<Digest, User> _byNameKey = [];
    private readonly List<User> _added = [];

    /// <summary>Gets the users to insert, in an order that every writer keeps, so that two writers cannot wait for each other.</summary>
    public IEnumerable<User> Added => _added.OrderBy(user => user.NameKey);

    public bool HasAdded => _added.Count > 0;

    public User? FindByName(Digest nameKey) => _byNameKey.GetValueOrDefault(nameKey);

    public void Load(User user) => _byNameKey.Add(user.NameKey, user);

    public void Add(User user)
    {
        _byNameKey.Add(user.NameKey, user);
        _added.Add(user);
    }
}
