using MassTransit;
using Users.Bench.Servers.Http;
using Users.Contracts;

namespace Users.Bench.Servers.Rabbit;

/// <summary>Asks the consumer with MassTransit's own request client.</summary>
internal sealed class RequestedCreation(IServiceScopeFactory scopes) : IUserCreation
{
    public async Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<CreateUser>>();
        var response = await client.GetResponse<UserCreated, UserDuplicated, OperationConflicted>(command, cancellationToken);

        return response.Message;
    }
}
