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

    public static async Task<Response> UpdateAsync(
        IRequestClient<UpdateUser> client,
        UpdateUser command,
        RequestPipeConfiguratorCallback<UpdateUser> configure,
        RequestTimeout timeout,
        CancellationToken cancellationToken)
    {
        using var request = client.Create(command, cancellationToken, timeout);
        configure(request);

        return await AnyAsync(
            WaitForAsync<UserUpdated>(request, isLast: false),
            WaitForAsync<UserDuplicated>(request, isLast: false),
            WaitForAsync<UserNotFound>(request, isLast: false),
            WaitForAsync<UserVersionConflict>(request, isLast: false),
            WaitForAsync<OperationConflicted>(request, isLast: true));
    }

    public static async Task<Response> DeleteAsync(
        IRequestClient<DeleteUser> client,
        DeleteUser command,
        RequestPipeConfiguratorCallback<DeleteUser> configure,
        RequestTimeout timeout,
        CancellationToken cancellationToken)
    {
        using var request = client.Create(command, cancellationToken, timeout);
        configure(request);

        return await AnyAsync(
            WaitForAsync<UserDeleted>(request, isLast: false),
            WaitForAsync<UserNotFound>(request, isLast: false),
            WaitForAsync<UserVersionConflict>(request, isLast: false),
            WaitForAsync<OperationConflicted>(request, isLast: true));
    }

    // More outcomes than GetResponse has type parameters for. The request is sent with the last.
    private static async Task<Response> WaitForAsync<T>(RequestHandle request, bool isLast)
        where T : class => await request.GetResponse<T>(isLast);

    private static async Task<Response> AnyAsync(params Task<Response>[] outcomes) => await await Task.WhenAny(outcomes);
}
