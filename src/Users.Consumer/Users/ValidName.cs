using KafkaRider.EntityFrameworkCore;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>A name that a user can have. The API tells its clients the same rules, but it is not the only one that sends commands.</summary>
internal readonly record struct ValidName
{
    private ValidName(string given, Digest key)
    {
        Given = given;
        Key = key;
    }

    public string Given { get; }

    /// <summary>Gets the digest of the normalised name.</summary>
    public Digest Key { get; }

    /// <exception cref="InvalidCommandException"><paramref name="name"/> is not one that a user can have.</exception>
    public static ValidName Parse(string? name) => UserName.FindFault(name) switch
    {
        UserNameFault.None => new ValidName(name!, KeyOf(name!)),
        var fault => throw new InvalidCommandException(Explain(fault)),
    };

    /// <summary>Returns the key of a name, which may be one that would not be taken any more.</summary>
    public static Digest KeyOf(string name) => Digest.OfText(UserName.Normalize(name));

    private static string Explain(UserNameFault fault) => fault switch
    {
        UserNameFault.Blank => "The name is missing or empty.",
        UserNameFault.NotUnicode => "The name is not valid Unicode.",
        UserNameFault.TooLong => $"The name has more than {UserName.MaxLength} characters.",
        UserNameFault.Control => "The name has a control character.",
        UserNameFault.Unassigned => "The name has a character that Unicode has not assigned.",
        UserNameFault.TooLongNormalized => $"The name has more than {UserName.MaxNormalizedBytes} bytes once it is normalised.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
