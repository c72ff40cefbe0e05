using System.Diagnostics.CodeAnalysis;
using System.Text;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Is a user as the view holds it: small, because there may be millions.</summary>
internal sealed class User
{
    // The normalised name, by which users are found and ordered, and after it the name as given, where it differs. UTF-8: half the size.
    private readonly byte[] _text;
    private readonly ushort _keyLength;
    private readonly long _createdAtTicks;

    private User(Guid id, string name, int version, DateTimeOffset createdAt, bool isDeleted = false)
    {
        var key = UserName.Normalize(name);
        _text = Encoding.UTF8.GetBytes(key == name ? key : key + name);
        _keyLength = checked((ushort)Encoding.UTF8.GetByteCount(key));
        _createdAtTicks = createdAt.UtcTicks;
        Id = id;
        Version = version;
        IsDeleted = isDeleted;
    }

    public Guid Id { get; }

    public int Version { get; }

    /// <summary>Gets whether this is what is left of a user that was deleted, so that nothing older brings it back.</summary>
    public bool IsDeleted { get; }

    public string Name => Encoding.UTF8.GetString(_keyLength == _text.Length ? _text : _text.AsSpan(_keyLength));

    public ReadOnlySpan<byte> Key => _text.AsSpan(0, _keyLength);

    public DateTimeOffset CreatedAt => new(_createdAtTicks, TimeSpan.Zero);

    /// <summary>Returns the user that an outcome made, changed or deleted; other outcomes change none.</summary>
    public static bool TryFrom(object outcome, [NotNullWhen(true)] out User? user)
    {
        user = outcome switch
        {
            UserCreated created => new(created.UserId, created.Name, created.Version, created.CreatedAt),
            UserUpdated updated => new(updated.UserId, updated.Name, updated.Version, updated.CreatedAt),
            // When it was created, the event does not tell, and nobody asks any more.
            UserDeleted deleted => new(deleted.UserId, deleted.Name, deleted.Version, deleted.DeletedAt, isDeleted: true),
            _ => null,
        };
        return user is not null;
    }
}
