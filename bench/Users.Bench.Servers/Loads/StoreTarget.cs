using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Bench.Servers.Loads;

/// <summary>Creates users with the consumer's store alone. With one request under way that is one commit for each.</summary>
internal sealed class StoreTarget(UserStore store) : ILoadTarget
{
    public async Task RequestAsync(CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await store.ExecuteAsync(new CreateUserCommand(new Operation(id, id), Fingerprint.Of(new CreateUser(id.ToString())), ValidName.Parse(id.ToString())), cancellationToken);
    }
}
