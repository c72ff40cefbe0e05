using KafkaRider;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Refuses events that no consumer of ours writes, and that would do harm in the view.</summary>
internal static class EventRules
{
    // A clock may be wrong, but not by a century: what says so has no time, or one that somebody made up.
    private static readonly TimeSpan Century = TimeSpan.FromDays(36_525);

    /// <exception cref="InvalidRecordException">The outcome tells of a user that cannot be.</exception>
    public static void Check(object outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case UserCreated created:
                Check(created.UserId, created.Version, now, created.CreatedAt);
                CheckName(created.Name);
                break;
            case UserUpdated updated:
                Check(updated.UserId, updated.Version, now, updated.CreatedAt, updated.UpdatedAt);
                CheckName(updated.Name);
                break;
            case UserDeleted deleted:
                Check(deleted.UserId, deleted.Version, now, deleted.DeletedAt);

                // The table does not know the name of a deleted user, so an event that is made of it has none.
                if (deleted.Name is not "")
                {
                    CheckName(deleted.Name);
                }

                break;
        }
    }

    private static void Check(Guid id, int version, DateTimeOffset now, params ReadOnlySpan<DateTimeOffset> times)
    {
        if (id == Guid.Empty)
        {
            throw new InvalidRecordException("The event names no user.");
        }

        if (version < 1)
        {
            throw new InvalidRecordException($"The event has the version {version}, but the first is 1.");
        }

        foreach (var time in times)
        {
            if (time < DateTimeOffset.UnixEpoch || time > now + Century)
            {
                throw new InvalidRecordException($"The event has no time, or one that cannot be: {time:O}.");
            }
        }
    }

    private static void CheckName(string? name)
    {
        // Twice the length, as what counts as one letter may be two units.
        if (string.IsNullOrWhiteSpace(name) || name.Length > 2 * UserName.MaxLength)
        {
            throw new InvalidRecordException("The event has no name that a user can have.");
        }
    }
}
