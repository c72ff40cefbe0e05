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
        ParameterDescription.Header("If-Match", Schemas.Text(), "The version that is meant, as its ETag, or several of which any will do, or * for any.") with { IsRequired = true },
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

    public static readonly EndpointDescription Update = OrUnchanged(CommandDescription.Create(
        "updateUser",
        "Gives a user another name",
        Target,
        new(typeof(UpdateUserRequest), JsonMediaType.Json, JsonMediaType.MergePatch),
        CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(
            Status200OK, "The user was updated, or a body without a name left it as it is.", Headers.ETag, Headers.ConsistencyToken)),
        NotFound,
        Deleted,
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated, Headers.ConsistencyToken)),
        VersionConflict,
        ResponseDescription.Problem(ProblemTypes.PreconditionRequired)));

    public static readonly EndpointDescription Delete = CommandDescription.Create(
        "deleteUser",
        "Deletes a user",
        Target,
        body: null,
        CommandDescription.Outcome(new ResponseDescription(Status204NoContent, "The user was deleted.") { Headers = [Headers.ConsistencyToken] }),
        NotFound,
        Deleted,
        VersionConflict,
        ResponseDescription.Problem(ProblemTypes.PreconditionRequired));

    // An id that is none is not found without asking anyone.
    private static ResponseDescription NotFound => WithoutCommand(CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserNotFound)));

    private static ResponseDescription Deleted => WithoutCommand(CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDeleted)));

    private static ResponseDescription VersionConflict =>
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserVersionConflict, CurrentETag, Headers.ConsistencyToken));

    // Where nothing is to be changed, the view answers.
    private static EndpointDescription OrUnchanged(EndpointDescription update) => update with
    {
        Responses =
        [
            .. update.Responses.Select(response => response.Status switch
            {
                Status200OK or Status412PreconditionFailed => WithoutCommand(response),
                Status503ServiceUnavailable => WithoutCommand(response) with { Problems = [.. response.Problems, ProblemTypes.ViewBehind] },
                _ => response,
            }),
        ],
    };

    private static ResponseDescription WithoutCommand(ResponseDescription response) => response with
    {
        Headers = [.. response.Headers.Select(header => header == Headers.OperationLocation ? header.Sometimes : header)],
    };
}
