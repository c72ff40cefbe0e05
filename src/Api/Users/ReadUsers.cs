using KafkaRider.AspNetCore;
using Microsoft.Extensions.Options;
using Users.Api.Reading;

namespace Users.Api.Users;

/// <summary>Shows users, from this instance's own view.</summary>
internal static class ReadUsers
{
    public static void MapReadUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users").LimitRate().WithUserView().RequireScope(routes.ServiceProvider, "users.read");

        users.MapGet("/{id}", Get).Describe(ReadUsersDescriptions.Get);
        users.MapGet("", List).Describe(ReadUsersDescriptions.List);
    }

    private static IResult Get(string id, HttpContext http, UserView view, IOptions<RequestsOptions> requests)
    {
        SetCaching(http.Response);

        if (!UserQuery.TryReadAsOf(http.Request.Query, out var asOf, out var problem))
        {
            return Answer.From(problem);
        }

        if (!view.IsCurrent)
        {
            return ViewBehind.Answer(requests.Value);
        }

        if (!Guid.TryParseExact(id, "D", out var userId) || view.Find(userId, asOf) is not { } user)
        {
            return Answer.From(UserProblems.NotFoundType.With(
                asOf is null ? "There is no user with this id." : "There was no user with this id at that time."));
        }

        if (user.IsDeleted || user.IsErased)
        {
            return Answer.From(UserProblems.Deleted);
        }

        var response = UserResponse.From(user);
        return EntityResult.Show(http, response.ETag, response);
    }

    private static IResult List(HttpContext http, UserView view, IOptions<RequestsOptions> requests, IOptions<ReadingOptions> options)
    {
        if (!UserQuery.TryRead(http.Request.Query, view, out var query, out var problem))
        {
            return Answer.From(problem);
        }

        if (!view.IsCurrent)
        {
            return ViewBehind.Answer(requests.Value);
        }

        var page = view.List(query.Selection, query.Start, query.Limit, query.AsOf, options.Value.MaxScan, http.RequestAborted);

        if (page.Next is { } next)
        {
            http.Response.Headers.Link = $"<{UserQuery.NextPage(http.Request, next)}>; rel=\"next\"";
        }

        SetCaching(http.Response);
        return TypedResults.Json(page.Users.Select(UserResponse.From).ToArray());
    }

    // The client may keep it, but must ask whether it still holds. That is so for the past, too: an event may come late.
    private static void SetCaching(HttpResponse response) => response.Headers.CacheControl = Caching.AskAgain;
}
