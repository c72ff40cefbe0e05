using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Input;
using Users.Api.Problems;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Users;

internal static class UserDescriptions
{
    private static readonly HeaderDescription CurrentETag = Headers.ETag with { Description = "The version that the user has, as an entity tag." };

    private static readonly ParameterDescription[] Target =
    [
        ParameterDescription.Path("id", Schemas.Uuid, "The user."),
        ParameterDescription.Header("If-Match", Schemas.Text(), "The version that is meant, as its ETag, or * for any.") with { IsRequired = true },
    ];

    public static readonly EndpointDescription Create = CommandDescription.Create(
        "createUser",
        "Creates a user",
        [],
        new(typeof(CreateUserRequest), JsonMediaType.Json),
        CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(
            Status201Created, "The user was created.", new("Location", Schemas.Link, "The user."), Headers.ETag, Headers.ConsistencyToken)),
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated, Headers.ConsistencyToken)));

    public static readonly EndpointDescription CreateAtRoot = Create with { Id = "createUserAtRoot", Summary = "Creates a user, as POST /users does" };

    public static readonly EndpointDescription Update = CommandDescription.Create(
        "updateUser",
        "Gives a user another name",
        Target,
        new(typeof(UpdateUserRequest), JsonMediaType.Json, JsonMediaType.MergePatch),
        CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(
            Status200OK, "The user was updated.", Headers.ETag, Headers.ConsistencyToken)),
        NotFound,
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated, Headers.ConsistencyToken)),
        VersionConflict,
        ResponseDescription.Problem(ProblemTypes.PreconditionRequired));

    public static readonly EndpointDescription Delete = CommandDescription.Create(
        "deleteUser",
        "Deletes a user",
        Target,
        body: null,
        CommandDescription.Outcome(new ResponseDescription(Status204NoContent, "The user was deleted.") { Headers = [Headers.ConsistencyToken] }),
        NotFound,
        VersionConflict,
        ResponseDescription.Problem(ProblemTypes.PreconditionRequired));

    // An id that is none is not found without asking anyone.
    private static ResponseDescription NotFound => CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserNotFound)) with
    {
        Headers = [.. CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserNotFound)).Headers.Select(header => header.Sometimes)],
    };

    private static ResponseDescription VersionConflict =>
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserVersionConflict, CurrentETag, Headers.ConsistencyToken));
}
