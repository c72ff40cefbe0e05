using KafkaRider.AspNetCore;
using Users.Api.Reading;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Users;

internal static class ReadUsersDescriptions
{
    private static readonly ParameterDescription AsOfParameter = ParameterDescription.Query(
        "asOf", Schemas.Time, "Show the state at this time (ISO 8601, with Z or an offset) instead of the latest.");

    public static readonly EndpointDescription Get = new("getUser", "Shows a user")
    {
        Parameters =
        [
            ParameterDescription.Path("id", Schemas.Uuid, "The user."),
            AsOfParameter,
            ReadingDescriptions.ConsistencyTokenParameter,
            ReadingDescriptions.IfNoneMatchParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<UserResponse>(Status200OK, "The user.", Headers.ETag, Headers.CacheControl),
            new(Status304NotModified, "The user is as it is known.") { Headers = [Headers.ETag, Headers.CacheControl] },
            ReadingDescriptions.InvalidRequest,
            ResponseDescription.Problem(UserProblems.NotFoundType, Headers.CacheControl),
            ResponseDescription.Problem(UserProblems.DeletedType, Headers.CacheControl),
            ReadingDescriptions.ViewBehind,
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
            ReadingDescriptions.ConsistencyTokenParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<UserResponse[]>(
                Status200OK,
                "One page of users. Where few of many are asked for as of long ago it may have less than the limit, or none, and a next one.",
                new HeaderDescription("Link", Schemas.Text(), "The next page, as rel=\"next\" (RFC 8288).").Sometimes,
                Headers.CacheControl),
            ReadingDescriptions.InvalidRequest,
            ReadingDescriptions.ViewBehind,
        ],
    };
}
