using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Shows what this instance has answered in its own views at once, where the topics would show it a moment later.</summary>
internal sealed class OwnOutcomes(OperationView operations, UserView users, FollowedTopics topics, TimeProvider time)
{
    // The event was published before the reply; it takes a moment to arrive, or until another consumer takes over.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task AddAsync(Guid operationId, object outcome, CancellationToken cancellationToken)
    {
        // A conflict is about the second command only: the operation keeps the outcome that it has.
        if (outcome is not OperationConflicted)
        {
            operations.Complete(operationId, outcome, time.GetUtcNow());
        }

        switch (outcome)
        {
            case UserCreated created:
                users.Apply(created);
                break;
            // Who is told that a name is taken may look who has it.
            case UserDuplicated duplicated when topics.HasCaughtUp(Topics.Events):
                await users.WaitAsync(duplicated.UserId, version: 1, Patience, cancellationToken);
                break;
        }
    }
}
