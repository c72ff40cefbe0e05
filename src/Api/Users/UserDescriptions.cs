using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Input;
using Users.Api.Problems;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Users;

internal static class UserDescriptions
{
    private static readonly ParameterDescription[] Target =
    [
        ParameterDescription.Path("id", Schemas.Uuid, "The user."),
        ParameterDescription.Header("If-Match", Schemas.Text(), "The ETag of the version that this is about, or * for any.") with { IsRequired = true },
    ];

    private static readonly ResponseDescription[] Refusals =
    [
        CommandDescription.EarlyOutcome(ResponseDescription.Problem(ProblemTypes.UserNotFound)),
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserVersionConflict, Headers.ETag)),
        ResponseDescription.Problem(ProblemTypes.PreconditionRequired),
    ];

    public static readonly EndpointDescription Create = CommandDescription.Create(
        "createUser",
        "Creates a user",
        [],
        new(typeof(CreateUserRequest), JsonMediaType.Json),
        CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(
            Status201Created, "The user was created.", new("Location", Schemas.Link, "The user."), Headers.ETag)),
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated)));

    public static readonly EndpointDescription CreateAtRoot = Create with { Id = "createUserAtRoot", Summary = "Creates a user, as POST /users does" };

    public static readonly EndpointDescription Update = CommandDescription.Create(
        "updateUser",
        "Gives a user another name",
        Target,
        new(typeof(UpdateUserRequest), JsonMediaType.Json, JsonMediaType.MergePatch),
        [
            CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(Status200OK, "The user has the name.", Headers.ETag)),
            CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated)),
            .. Refusals,
        ]);

    public static readonly EndpointDescription Delete = CommandDescription.Create(
        "deleteUser",
        "Deletes a user, which frees the name",
        Target,
        body: null,
        [CommandDescription.Outcome(new(Status204NoContent, "The user was deleted.")), .. Refusals]);
}
