using Users.Bench.Servers.Http;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Bench.Servers.Direct;

/// <summary>Gives each command to the consumer's store in the same process: batches, inbox and outcome as with Kafka, but no Kafka.</summary>
internal sealed class GroupCommit(UserStore store) : IUserCreation
{
    public async Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken)
    {
        var operationId = Guid.CreateVersion7();
        var create = new CreateUserCommand(new Operation(operationId, operationId), Fingerprint.Of(command), ValidName.Parse(command.Name));

        return (await store.ExecuteAsync(create, cancellationToken)).Outcome;
    }
}
