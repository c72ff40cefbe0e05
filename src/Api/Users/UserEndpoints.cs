using System.Diagnostics.CodeAnalysis;
using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Input;
using Users.Api.Problems;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("").WithTags("Users").WithMetadata(CommandEndpoint.Instance);

        commands.MapPost("/users", CreateAsync).Describe(UserDescriptions.Create);
        commands.MapPost("/", CreateAsync).Describe(UserDescriptions.CreateAtRoot);
        commands.MapPatch("/users/{id}", UpdateAsync).Describe(UserDescriptions.Update);
        commands.MapDelete("/users/{id}", DeleteAsync).Describe(UserDescriptions.Delete);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, JsonBodyReader<CreateUserRequest> body, CommandDispatcher dispatcher, CommandClient<CreateUser> client)
    {
        var reading = await body.ReadAsync(http);

        return reading.IsValid(out var request, out var problem)
            ? await dispatcher.DispatchAsync(http, new CreateUser(request.Name.Value!), client)
            : Answer.From(problem);
    }

    private static async Task<IResult> UpdateAsync(
        string id, HttpContext http, JsonBodyReader<UpdateUserRequest> body, CommandDispatcher dispatcher, CommandClient<UpdateUser> client,
        UnchangedUsers unchanged)
    {
        if (!TryReadTarget(id, http, out var userId, out var expected, out var problem))
        {
            return Answer.From(problem);
        }

        var reading = await body.ReadAsync(http);

        if (!reading.IsValid(out var request, out problem))
        {
            return Answer.From(problem);
        }

        // A merge patch that names no member changes none (RFC 7396): there is nothing to command.
        return request.Name.Kind == JsonTextKind.Missing
            ? await unchanged.ShowAsync(userId, expected, http.RequestAborted)
            : await dispatcher.DispatchAsync(http, new UpdateUser(userId, request.Name.Value!, expected.Latest, expected.All), client);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, CommandDispatcher dispatcher, CommandClient<DeleteUser> client) =>
        TryReadTarget(id, http, out var userId, out var expected, out var problem)
            ? await dispatcher.DispatchAsync(http, new DeleteUser(userId, expected.Latest, expected.All), client)
            : Answer.From(problem);

    private static bool TryReadTarget(
        string id, HttpContext http, out Guid userId, out ExpectedVersion expected, [NotNullWhen(false)] out Problem? problem)
    {
        if (Guid.TryParseExact(id, "D", out userId))
        {
            return UserVersion.TryReadIfMatch(http.Request.Headers, out expected, out problem);
        }

        expected = default;
        problem = ProblemTypes.UserNotFound.With("There is no user with this id.");
        return false;
    }
}
