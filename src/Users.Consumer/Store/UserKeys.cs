namespace Users.Consumer.Store;

/// <summary>Names the users that a batch has to read.</summary>
internal sealed class UserKeys
{
    private readonly HashSet<Digest> _names = [];

    public IReadOnlyCollection<Digest> Names => _names;

    public void AddName(Digest nameKey) => _names.Add(nameKey);
}
