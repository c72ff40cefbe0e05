using Users.Api.Commands;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Shows what this instance has answered in its own views at once, where the topics would show it a moment later.</summary>
internal sealed class OwnOutcomes(OperationView operations, UserView users, FollowedTopics topics, TimeProvider time)
{
    // The event is published together with the reply; it takes a moment to arrive, or until another consumer takes over.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task AddAsync(Guid operationId, object outcome, Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        // A conflict is about the second command only: the operation keeps the outcome that it has.
        if (outcome is not OperationConflicted)
        {
            operations.Complete(operationId, outcome, fingerprint, time.GetUtcNow(), isNew: true);
        }

        if (User.TryFrom(outcome, out var user))
        {
            users.Apply(user);
        }
        else if (topics.HasCaughtUp(Topics.Events) && FindReason(outcome) is var (userId, version))
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
