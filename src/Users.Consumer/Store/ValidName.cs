using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>A name that a user can have. The API tells its clients the same rules, but it is not the only one that sends commands.</summary>
internal readonly record struct ValidName
{
    private ValidName(string given, Digest key)
    {
        Given = given;
        Key = key;
    }

    public string Given { get; }

    /// <summary>Gets the digest of the normalised name. Its size is fixed, while normalising can make a name many times longer.</summary>
    public Digest Key { get; }

    /// <exception cref="InvalidCommandException"><paramref name="name"/> is not one that a user can have.</exception>
    public static ValidName Parse(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new InvalidCommandException("The name is missing or empty.");
        }

        if (name.Length > UserName.MaxLength)
        {
            throw new InvalidCommandException($"The name has {name.Length} characters; {UserName.MaxLength} are allowed.");
        }

        if (name.Any(char.IsControl))
        {
            throw new InvalidCommandException("The name has a control character.");
        }

        var normalized = Normalize(name);

        return normalized.Length > 0
            ? new ValidName(name, Digest.OfText(normalized))
            : throw new InvalidCommandException("The name is empty once it is normalised.");
    }

    private static string Normalize(string name)
    {
        try
        {
            return UserName.Normalize(name);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidCommandException("The name is not valid Unicode.", exception);
        }
    }
}
