namespace Users.Consumer.Store;

/// <summary>Names the users that a batch has to read.</summary>
internal sealed class UserKeys
{
    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<Digest> _names = [];

    public IReadOnlyCollection<Guid> Ids => _ids;

    public IReadOnlyCollection<Digest> Names => _names;

    public void AddId(Guid id) => _ids.Add(id);

    public void AddName(Digest nameKey) => _names.Add(nameKey);
}
