using Microsoft.Extensions.Options;
using Users.Api.Commands;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Answers a change that changes nothing, from this instance's own view.</summary>
internal sealed class UnchangedUsers(UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
{
    // Another instance may have told of a version that this one is about to hear of.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<IResult> ShowAsync(Guid userId, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        await view.WaitAsync(userId, expected.Latest ?? 1, Patience, cancellationToken);

        if (view.Find(userId) is not { } user)
        {
            return topics.HasCaughtUp(Topics.Events) ? UserOutcomes.ToAnswer(new UserNotFound(userId)) : ViewBehind.Answer(requests.Value);
        }

        if (user.IsDeleted)
        {
            return UserOutcomes.ToAnswer(new UserNotFound(userId, IsDeleted: true));
        }

        return expected.Includes(user.Version)
            ? new Answer(StatusCodes.Status200OK)
            {
                ETag = UserVersion.ToTag(user.Version),
                Token = new ConsistencyToken(userId, user.Version),
                Body = UserResponse.From(user),
            }
            : UserOutcomes.ToAnswer(new UserVersionConflict(userId, expected.Latest ?? UserVersion.None, user.Version));
    }
}
