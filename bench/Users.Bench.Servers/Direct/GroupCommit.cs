using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Users.Bench.Servers.Http;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Bench.Servers.Direct;

/// <summary>Gives each command to the consumer's store in the same process: batches, inbox and outcome as with Kafka, but no Kafka.</summary>
internal sealed class GroupCommit(IInbox<UsersDbContext> inbox) : IUserCreation
{
    private static readonly CommandFingerprints Fingerprints = new(ContractsJsonContext.Default);

    public async Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken)
    {
        var operationId = Guid.CreateVersion7();
        var operation = new Operation(operationId, operationId, new(Fingerprints.Of(command)));

        return (await inbox.ExecuteAsync(operation, new CreateUserDecision(ValidName.Parse(command.Name)), cancellationToken)).Outcome;
    }
}
