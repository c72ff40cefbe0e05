using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Bench.Servers.Loads;

/// <summary>Creates users with the consumer's store alone. With one request under way that is one commit for each.</summary>
internal sealed class StoreTarget(IInbox<UsersDbContext> inbox) : ILoadTarget
{
    private static readonly CommandFingerprints Fingerprints = new(ContractsJsonContext.Default);

    public async Task RequestAsync(CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var operation = new Operation(id, id, new(Fingerprints.Of(new CreateUser(id.ToString()))));
        await inbox.ExecuteAsync(operation, new CreateUserDecision(ValidName.Parse(id.ToString())), cancellationToken);
    }
}
