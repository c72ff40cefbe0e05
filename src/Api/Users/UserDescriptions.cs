using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Input;
using Users.Api.Problems;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Users;

internal static class UserDescriptions
{
    public static readonly EndpointDescription Create = CommandDescription.Create(
        "createUser",
        "Creates a user",
        [],
        new(typeof(CreateUserRequest), JsonMediaType.Json),
        CommandDescription.Outcome(ResponseDescription.Json<UserResponse>(
            Status201Created, "The user was created.", new("Location", Schemas.Link, "The user."), Headers.ETag)),
        CommandDescription.Outcome(ResponseDescription.Problem(ProblemTypes.UserDuplicated)));

    public static readonly EndpointDescription CreateAtRoot = Create with { Id = "createUserAtRoot", Summary = "Creates a user, as POST /users does" };
}
