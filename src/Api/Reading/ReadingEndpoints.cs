using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Problems;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Reading;

internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users").AddEndpointFilter<RouteGroupBuilder, ConsistencyFilter>();

        users.MapGet("/{id}", Get).Describe(ReadingDescriptions.Get);
        users.MapGet("", List).Describe(ReadingDescriptions.List);
    }

    private static IResult Get(string id, HttpContext http, UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
    {
        SetCaching(http.Response);

        if (!Guid.TryParseExact(id, "D", out var userId) || view.Find(userId) is not { } user)
        {
            return topics.HasCaughtUp(Topics.Events)
                ? Answer.From(ProblemTypes.UserNotFound.With("There is no user with this id."))
                : Behind(requests.Value);
        }

        if (user.IsDeleted)
        {
            return Answer.From(ProblemTypes.UserDeleted.With("There was a user with this id, but it was deleted."));
        }

        var response = UserResponse.From(user);
        http.Response.Headers.ETag = response.ETag;

        return IsKnown(http.Request, response.ETag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(response, ApiJson.Context.UserResponse);
    }

    private static IResult List(HttpContext http, UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
    {
        if (!UserQuery.TryRead(http.Request.Query, view, out var query, out var problem))
        {
            return Answer.From(problem);
        }

        if (!topics.HasCaughtUp(Topics.Events))
        {
            return Behind(requests.Value);
        }

        // One more than is shown tells whether there is a next page.
        var users = view.List(query.Selection, query.After, query.Limit + 1);

        if (users.Count > query.Limit)
        {
            http.Response.Headers.Link = $"<{UserQuery.NextPage(http.Request, users[query.Limit - 1])}>; rel=\"next\"";
        }

        SetCaching(http.Response);
        return TypedResults.Json(users.Take(query.Limit).Select(UserResponse.From).ToArray(), ApiJson.Context.UserResponseArray);
    }

    // Anyone may keep it, but must ask whether it still holds.
    private static void SetCaching(HttpResponse response) => response.Headers.CacheControl = "no-cache";

    private static bool IsKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag);

    private static Answer Behind(RequestsOptions requests) => Answer.From(ProblemTypes.ViewBehind.With(
        "This instance has not read all users yet. Ask again later, or another instance.")) with
    { RetryAfter = requests.RetryAfter };
}
