using Users.Api.Commands;
using Users.Api.Input;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("").WithTags("Users").WithMetadata(CommandEndpoint.Instance);

        commands.MapPost("/users", CreateAsync);
        commands.MapPost("/", CreateAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, JsonBodyReader<CreateUserRequest> body, CommandDispatcher dispatcher, CommandClient<CreateUser> client)
    {
        var reading = await body.ReadAsync(http);

        return reading.IsValid(out var request, out var problem)
            ? await dispatcher.DispatchAsync(http, new CreateUser(request.Name.Value!), client)
            : Answer.From(problem);
    }
}
