using KafkaRider.AspNetCore;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Shows the users that this instance has told of at once, where the topic would show them a moment later.</summary>
internal sealed class OwnUsers(UserView users) : IOutcomeObserver
{
    // The event is published together with the reply; it takes a moment to arrive, or until another consumer takes over.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async ValueTask ObserveAsync(object outcome, CancellationToken cancellationToken)
    {
        if (User.TryFrom(outcome, out var user))
        {
            users.Apply(user);
        }
        else if (users.IsCurrent && FindReason(outcome) is var (userId, version))
        {
            await users.WaitAsync(userId, version, Patience, cancellationToken);
        }
    }

    // Who is told that a name is taken may look who has it; and so with the other reasons for which nothing was changed.
    private (Guid UserId, int Version)? FindReason(object outcome) => outcome switch
    {
        UserDuplicated duplicated => (duplicated.UserId, duplicated.Version ?? 1),
        UserVersionConflict conflict => (conflict.UserId, conflict.Version),
        UserNotFound missing when users.Find(missing.UserId) is { IsDeleted: false } known => (known.Id, known.Version + 1),
        _ => null,
    };
}
