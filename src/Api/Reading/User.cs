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

    public User(Guid id, string name, int version, DateTimeOffset createdAt)
    {
        var key = UserName.Normalize(name);
        _text = Encoding.UTF8.GetBytes(key == name ? key : key + name);
        _keyLength = checked((ushort)Encoding.UTF8.GetByteCount(key));
        _createdAtTicks = createdAt.UtcTicks;
        Id = id;
        Version = version;
    }

    public Guid Id { get; }

    public int Version { get; }

    public string Name => Encoding.UTF8.GetString(_keyLength == _text.Length ? _text : _text.AsSpan(_keyLength));

    public ReadOnlySpan<byte> Key => _text.AsSpan(0, _keyLength);

    public DateTimeOffset CreatedAt => new(_createdAtTicks, TimeSpan.Zero);
}
