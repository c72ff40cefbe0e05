using System.Text;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Selects users by name.</summary>
internal sealed class UserSelection
{
    public static readonly UserSelection All = new([], isPrefix: true);

    private readonly byte[] _key;
    private readonly bool _isPrefix;

    private UserSelection(byte[] key, bool isPrefix)
    {
        _key = key;
        _isPrefix = isPrefix;
    }

    /// <summary>Gets the place in the order before all users that are selected.</summary>
    public Position Start => new(_key, Guid.Empty);

    /// <summary>Selects the user that has a name.</summary>
    /// <exception cref="ArgumentException">The name is not valid Unicode.</exception>
    public static UserSelection ByName(string name) => new(Encoding.UTF8.GetBytes(UserName.Normalize(name)), isPrefix: false);

    /// <summary>Selects the users whose names begin like this.</summary>
    /// <exception cref="ArgumentException">The prefix is not valid Unicode.</exception>
    public static UserSelection ByPrefix(string prefix)
    {
        // A space at the end of a prefix is inside of a name: it counts.
        const string Guard = "x";
        return new(Encoding.UTF8.GetBytes(UserName.Normalize(prefix + Guard)[..^Guard.Length]), isPrefix: true);
    }

    public bool Includes(ReadOnlySpan<byte> key) => _isPrefix ? key.StartsWith(_key) : key.SequenceEqual(_key);
}
