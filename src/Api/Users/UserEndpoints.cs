using MassTransit;
using Users.Api.Commands;
using Users.Api.Description;
using Users.Api.Input;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("").WithTags("Users").WithMetadata(CommandEndpoint.Instance);

        commands.MapPost("/users", CreateAsync).Describe(UserDescriptions.Create);
        commands.MapPost("/", CreateAsync).Describe(UserDescriptions.CreateAtRoot);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, JsonBodyReader<CreateUserRequest> body, CommandDispatcher dispatcher, IRequestClient<CreateUser> client)
    {
        var reading = await body.ReadAsync(http);

        return reading.IsValid(out var request, out var problem)
            ? await dispatcher.DispatchAsync(http, new CreateUser(request.Name.Value!), client, RequestAsync)
            : Answer.From(problem);
    }

    private static async Task<Response> RequestAsync(
        IRequestClient<CreateUser> client,
        CreateUser command,
        RequestPipeConfiguratorCallback<CreateUser> configure,
        RequestTimeout timeout,
        CancellationToken cancellationToken) =>
        await client.GetResponse<UserCreated, UserDuplicated, OperationConflicted>(command, configure, cancellationToken, timeout);
}
