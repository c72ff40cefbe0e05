using KafkaRider.AspNetCore;
using Users.Api.Users;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Reading;

internal static class ReadingDescriptions
{
    private static readonly ParameterDescription ConsistencyTokenParameter = ParameterDescription.Header(
        ConsistencyToken.HeaderName, Schemas.Text(), "That of an answer to a command: wait until this instance knows what it told of.");

    private static readonly ResponseDescription ViewBehind =
        ResponseDescription.Problem(ProblemTypes.ViewBehind, Headers.RetryAfter, Headers.CacheControl.Sometimes);

    private static readonly ParameterDescription AsOfParameter = ParameterDescription.Query(
        "asOf", Schemas.Time, "Show the state at this time (ISO 8601, with Z or an offset) instead of the latest.");

    private static readonly ResponseDescription InvalidRequest =
        ResponseDescription.OneOf("The query or the token is not valid.", [ProblemTypes.InvalidRequest, ProblemTypes.InvalidConsistencyToken], Headers.CacheControl.Sometimes);

    public static readonly EndpointDescription Get = new("getUser", "Shows a user")
    {
        Parameters =
        [
            ParameterDescription.Path("id", Schemas.Uuid, "The user."),
            AsOfParameter,
            ConsistencyTokenParameter,
            ParameterDescription.Header("If-None-Match", Schemas.Text(), "The entity tags of what is known already."),
        ],
        Responses =
        [
            ResponseDescription.Json<UserResponse>(Status200OK, "The user.", Headers.ETag, Headers.CacheControl),
            new(Status304NotModified, "The user is as it is known.") { Headers = [Headers.ETag, Headers.CacheControl] },
            InvalidRequest,
            ResponseDescription.Problem(UserProblems.NotFoundType, Headers.CacheControl),
            ResponseDescription.Problem(UserProblems.DeletedType, Headers.CacheControl),
            ViewBehind,
        ],
    };

    public static readonly EndpointDescription List = new("listUsers", "Lists users in the order of their names")
    {
        Parameters =
        [
            ParameterDescription.Query("name", Schemas.Text(), "Only the user of this name, in any spelling that counts as the same."),
            ParameterDescription.Query("prefix", Schemas.Text(), "Only users whose names begin like this. Not together with name."),
            ParameterDescription.Query(
                "limit", Schemas.Number(1, UserQuery.LargestLimit), $"How many users, at most; {UserQuery.DefaultLimit} by default."),
            ParameterDescription.Query("cursor", Schemas.Text(), "Where the page begins. It comes from the link to the next page."),
            AsOfParameter,
            ConsistencyTokenParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<UserResponse[]>(
                Status200OK,
                "One page of users.",
                new HeaderDescription("Link", Schemas.Text(), "The next page, as rel=\"next\" (RFC 8288).").Sometimes,
                Headers.CacheControl),
            InvalidRequest,
            ViewBehind,
        ],
    };

    public static readonly EndpointDescription Registrations = new("reportRegistrations", "Counts the users that were created, by period")
    {
        Details = "From the period of the first user to that of the last, in UTC. Users that were deleted since count, too.",
        Parameters =
        [
            ParameterDescription.Query(
                "by", Schemas.OneOf(Period.Day.Name, Period.Month.Name, Period.Year.Name), $"The length of the periods; {Period.Month.Name} by default."),
            ConsistencyTokenParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<RegistrationsResponse>(Status200OK, "The counts, in order.", Headers.CacheControl),
            InvalidRequest,
            ViewBehind,
        ],
    };
}
