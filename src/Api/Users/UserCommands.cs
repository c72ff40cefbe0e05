using MassTransit;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Sends each command so that all outcomes which it can have are understood.</summary>
internal static class UserCommands
{
    public static async Task<Response> CreateAsync(
        IRequestClient<CreateUser> client,
        CreateUser command,
        RequestPipeConfiguratorCallback<CreateUser> configure,
        RequestTimeout timeout,
        CancellationToken cancellationToken) =>
        await client.GetResponse<UserCreated, UserDuplicated, OperationConflicted>(command, configure, cancellationToken, timeout);
}
