using System.Diagnostics.CodeAnalysis;
using System.Text;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Is a user in one version, as the view holds it: small, because there may be millions.</summary>
/// <remarks>All but how versions follow each other never changes, and that is changed by the view alone, which guards it.</remarks>
internal sealed class User
{
    // The normalised name, by which users are found and ordered, and after it the name as given, where it differs. UTF-8: half the size.
    private readonly byte[] _text;
    private readonly ushort _keyLength;
    private readonly long _createdAtTicks;
    private readonly long _changedAtTicks;
    private long _untilTicks = long.MaxValue;

    public User(Guid id, string name, int version, DateTimeOffset createdAt, DateTimeOffset changedAt, bool isDeleted = false)
    {
        var key = UserName.Normalize(name);
        _text = Encoding.UTF8.GetBytes(key == name ? key : key + name);
        _keyLength = checked((ushort)Encoding.UTF8.GetByteCount(key));
        _createdAtTicks = createdAt.UtcTicks;
        _changedAtTicks = changedAt.UtcTicks;
        Id = id;
        Version = version;
        IsDeleted = isDeleted;
    }

    public Guid Id { get; }

    public int Version { get; }

    /// <summary>Gets whether this is what is left of a user that was deleted, so that nothing older brings it back.</summary>
    public bool IsDeleted { get; }

    /// <summary>Gets whether nobody is to know the name any more.</summary>
    public bool IsErased => _text.Length == 0;

    public string Name => Encoding.UTF8.GetString(_keyLength == _text.Length ? _text : _text.AsSpan(_keyLength));

    public ReadOnlySpan<byte> Key => _text.AsSpan(0, _keyLength);

    public DateTimeOffset CreatedAt => new(_createdAtTicks, TimeSpan.Zero);

    /// <summary>Gets when this version came about.</summary>
    public DateTimeOffset ChangedAt => new(_changedAtTicks, TimeSpan.Zero);

    /// <summary>Gets the version before this one, of those that are known.</summary>
    public User? Former { get; private set; }

    // One that is further back: with it, whoever searches takes some steps instead of all.
    private User? Jump { get; set; }

    /// <summary>Says whether this was the user's version at a time: it had come about, and no newer one.</summary>
    public bool IsOf(DateTimeOffset time) => _changedAtTicks <= time.UtcTicks && time.UtcTicks < _untilTicks;

    /// <summary>Returns the version of this user at a time, or <see langword="null"/> if there was none.</summary>
    /// <remarks>It can be searched while others are put in: each version leads to all before it at any moment.</remarks>
    public User? At(DateTimeOffset time)
    {
        // The oldest that no newer one had replaced by then: until when one was the latest never grows on the way back.
        var version = Oldest(time.UtcTicks, static (version, ticks) => Volatile.Read(ref version._untilTicks) > ticks);
        return version._changedAtTicks <= time.UtcTicks ? version : null;
    }

    /// <summary>Returns this version without its name, and without those before it.</summary>
    public User Erase() => new(Id, "", Version, CreatedAt, ChangedAt, IsDeleted);

    /// <summary>Puts an older version, with those before it, in its place among the former ones, if it is not there.</summary>
    public bool TryInsert(User older)
    {
        if (Version <= older.Version)
        {
            return false;
        }

        var newer = Oldest(older.Version, static (version, least) => version.Version >= least);

        if (newer.Version == older.Version)
        {
            return false;
        }

        if (older.Former is null)
        {
            older.PutBefore(newer.Former);
        }

        newer.PutBefore(older);

        // Clocks may differ, so a newer version may have come about earlier: then the older one never was.
        for (; newer.Former is { } former; newer = former)
        {
            var until = Math.Min(newer._changedAtTicks, newer._untilTicks);

            if (former._untilTicks <= until)
            {
                break;
            }

            former._untilTicks = until;
        }

        return true;
    }

    // The last one back for which the condition holds, which holds for this one, and for all before it up to there.
    private User Oldest(long bound, Func<User, long, bool> condition)
    {
        var version = this;

        while (true)
        {
            if (version.Jump is { } jump && condition(jump, bound))
            {
                version = jump;
            }
            else if (version.Former is { } former && condition(former, bound))
            {
                version = former;
            }
            else
            {
                return version;
            }
        }
    }

    // A version jumps over as many as the one before and the one that that jumps to, if these jump over as many each: so every search takes
    // a logarithm of steps. Where versions are put in late, it takes more, and finds the same.
    private void PutBefore(User? former)
    {
        Former = former;
        Jump = former?.Jump is { Jump: { } next } jump && former.Version - jump.Version == jump.Version - next.Version ? next : former;
    }

    /// <summary>Returns the user that an outcome made, changed or deleted; other outcomes change none.</summary>
    public static bool TryFrom(object outcome, [NotNullWhen(true)] out User? user)
    {
        user = outcome switch
        {
            UserCreated created => new(created.UserId, created.Name, created.Version, created.CreatedAt, created.CreatedAt),
            UserUpdated updated => new(updated.UserId, updated.Name, updated.Version, updated.CreatedAt, updated.UpdatedAt),
            // When it was created, the event does not tell, and nobody asks any more.
            UserDeleted deleted => new(
                deleted.UserId, deleted.Name, deleted.Version, deleted.DeletedAt, deleted.DeletedAt, isDeleted: true),
            _ => null,
        };
        return user is not null;
    }
}
