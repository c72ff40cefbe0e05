using KafkaRider.AspNetCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Reading;

internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users").WithConsistency(View, Patience);

        users.MapGet("/{id}", Get).Describe(ReadingDescriptions.Get);
        users.MapGet("", List).Describe(ReadingDescriptions.List);

        routes.MapGet("/reports/registrations", ReportRegistrations)
            .WithTags("Reports")
            .WithConsistency(View, Patience)
            .Describe(ReadingDescriptions.Registrations);
    }

    private static IEntityView View(IServiceProvider services) => services.GetRequiredService<UserView>();

    private static TimeSpan Patience(IServiceProvider services) => services.GetRequiredService<IOptions<ReadingOptions>>().Value.ConsistencyTimeout;

    private static IResult Get(string id, HttpContext http, UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
    {
        SetCaching(http.Response);

        if (!UserQuery.TryReadAsOf(http.Request.Query, out var asOf, out var problem))
        {
            return Answer.From(problem);
        }

        // One's own users are there at once, but what they were before may be still to come.
        if (!Guid.TryParseExact(id, "D", out var userId)
            || (asOf is not null && !topics.HasCaughtUp(Topics.Events))
            || view.Find(userId, asOf) is not { } user)
        {
            return topics.HasCaughtUp(Topics.Events)
                ? Answer.From(UserProblems.NotFoundType.With(
                    asOf is null ? "There is no user with this id." : "There was no user with this id at that time."))
                : ViewBehind.Answer(requests.Value);
        }

        if (user.IsDeleted)
        {
            return Answer.From(UserProblems.Deleted);
        }

        var response = UserResponse.From(user);
        SetCaching(http.Response, Caching.Unchanged);
        http.Response.Headers.ETag = response.ETag;

        return IsKnown(http.Request, response.ETag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(response);
    }

    private static IResult List(HttpContext http, UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
    {
        if (!UserQuery.TryRead(http.Request.Query, view, out var query, out var problem))
        {
            return Answer.From(problem);
        }

        if (!topics.HasCaughtUp(Topics.Events))
        {
            return ViewBehind.Answer(requests.Value);
        }

        // One more than is shown tells whether there is a next page.
        var users = view.List(query.Selection, query.After, query.Limit + 1, query.AsOf);

        if (users.Count > query.Limit)
        {
            http.Response.Headers.Link = $"<{UserQuery.NextPage(http.Request, users[query.Limit - 1])}>; rel=\"next\"";
        }

        SetCaching(http.Response);
        return TypedResults.Json(users.Take(query.Limit).Select(UserResponse.From).ToArray());
    }

    private static IResult ReportRegistrations(
        string[] by, HttpContext http, UserView view, FollowedTopics topics, IOptions<RequestsOptions> requests)
    {
        if (!Period.TryParse(by.Length == 0 ? Period.Month.Name : string.Join(',', by), out var period))
        {
            return Answer.From(ProblemTypes.InvalidRequest.With(
                "The query has errors, which are listed by parameter.", new Dictionary<string, string[]> { ["by"] = ["It must be day, month or year."] }));
        }

        if (!topics.HasCaughtUp(Topics.Events))
        {
            return ViewBehind.Answer(requests.Value);
        }

        SetCaching(http.Response);
        var counts = view.CountRegistrations(period).Select(count => new RegistrationsInPeriod(period.Format(count.Start), count.Count));
        return TypedResults.Json(new RegistrationsResponse(period.Name, [.. counts]));
    }

    // The client may keep it, but must ask whether it still holds. That is so for the past, too: an event may come late.
    private static void SetCaching(HttpResponse response, string caching = Caching.AskAgain) => response.Headers.CacheControl = caching;

    private static bool IsKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag);
}
