using KafkaRider.AspNetCore;
using Microsoft.Extensions.Options;
using Users.Api.Reading;

namespace Users.Api.Users;

/// <summary>Answers a change that changes nothing, from this instance's own view.</summary>
internal static class UnchangedUsers
{
    // Another instance may have told of a version that this one is about to hear of.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> ShowAsync(HttpContext http, EntityTarget target)
    {
        var services = http.RequestServices;
        var view = services.GetRequiredService<UserView>();
        await view.WaitAsync(target.Id, target.Expected.Latest ?? 1, Patience, http.RequestAborted);

        if (!view.IsCurrent)
        {
            return ViewBehind.Answer(services.GetRequiredService<IOptions<RequestsOptions>>().Value);
        }

        if (view.Find(target.Id) is not { } user)
        {
            return Answer.From(UserProblems.NotFound);
        }

        if (user.IsDeleted)
        {
            return Answer.From(UserProblems.Deleted);
        }

        var shown = new Answer(StatusCodes.Status200OK)
        {
            ETag = EntityVersion.ToTag(user.Version),
            Token = new ConsistencyToken(user.Id, user.Version),
            Body = UserResponse.From(user),
        };

        return target.Expected.Includes(user.Version)
            ? shown
            : Answer.From(UserProblems.VersionConflict) with { ETag = shown.ETag, Token = shown.Token };
    }
}
