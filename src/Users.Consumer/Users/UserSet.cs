using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace Users.Consumer.Users;

/// <summary>The users that the commands of one batch are about: as they were read, and as the commands before this one left them.</summary>
/// <remarks>
/// Changes are refused by unique keys where what was read is stale: the row as it was read is deleted, and the row as it is now inserted. If
/// it is no longer as it was read, it is not deleted, and its id is taken. Names are freed before they are taken, so users can pass them on
/// within a batch.
/// </remarks>
internal sealed class UserSet : BatchRows
{
    /// <summary>Names the columns in the order in which they are read and written.</summary>
    public const string Columns = "id, name, name_key, version, created_at, updated_at";

    private const string Select = $"SELECT {Columns} FROM users WHERE ";

    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<Digest> _nameKeys = [];
    private readonly Dictionary<Guid, User> _byId = [];
    private readonly Dictionary<Digest, User> _byNameKey = [];
    private readonly HashSet<Guid> _changed = [];
    private readonly List<User> _replaced = [];

    /// <summary>Names a user that is to be read.</summary>
    public void NameId(Guid id) => _ids.Add(id);

    /// <summary>Names a user that is to be read by what its name is the same as.</summary>
    public void NameKey(Digest nameKey) => _nameKeys.Add(nameKey);

    /// <summary>Finds a user that is not deleted.</summary>
    public User? Find(Guid id) => _byId.GetValueOrDefault(id) is { IsDeleted: false } user ? user : null;

    /// <summary>Tells whether there was a user that has been deleted.</summary>
    public bool IsDeleted(Guid id) => _byId.GetValueOrDefault(id) is { IsDeleted: true };

    /// <summary>Tells whether there is a user of this id, or ever was.</summary>
    public bool IsTaken(Guid id) => _byId.ContainsKey(id);

    public User? FindByName(Digest nameKey) => _byNameKey.GetValueOrDefault(nameKey);

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

    // One statement, so that both parts see the users at the same moment.
    protected override void AppendReads(SqlText sql)
    {
        if (_nameKeys.Count > 0)
        {
            sql.Append(Select).Append("name_key IN ").AppendSet(_nameKeys);
        }

        if (_ids.Count > 0)
        {
            sql.Append(_nameKeys.Count > 0 ? " UNION ALL " : string.Empty).Append(Select).Append("id IN ").AppendSet(_ids);
        }
    }

    protected override async Task ReadAsync(DbDataReader reader)
    {
        while (await reader.ReadAsync())
        {
            var user = new User(
                SqlId.Read(reader, 0),
                reader.GetString(1),
                await reader.IsDBNullAsync(2) ? null : SqlId.ReadDigest(reader, 2),
                reader.GetInt32(3),
                reader.GetDateTime(4),
                reader.GetDateTime(5));

            // It may be found twice, by its id and by its name.
            if (_byId.TryAdd(user.Id, user) && user.NameKey is { } key)
            {
                _byNameKey.Add(key, user);
            }
        }
    }

    // In an order that every writer keeps, so that two writers cannot wait for each other.
    protected override void AppendWrites(SqlText sql)
    {
        var separator = "DELETE FROM users WHERE ";

        foreach (var user in _replaced.OrderBy(user => user.Id))
        {
            sql.Append(separator).Append($"(id = {user.Id} AND version = {user.Version})");
            separator = " OR ";
        }

        sql.Append(_replaced.Count > 0 ? "; " : string.Empty);
        separator = $"INSERT INTO users ({Columns}) VALUES ";

        foreach (var user in _changed.Select(id => _byId[id]).OrderBy(user => user.NameKey).ThenBy(user => user.Id))
        {
            sql.Append(separator).Append($"({user.Id}, {user.Name}, {user.NameKey}, {user.Version}, {user.CreatedAt}, {user.UpdatedAt})");
            separator = ", ";
        }

        sql.Append(_changed.Count > 0 ? "; " : string.Empty);
    }
}
