using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F4. Another session holds the name, so that the consumer's transaction provably waits before its commit.</summary>
public sealed class KillConsumerBeforeDatabaseCommit() : Scenario(
    "F4",
    "SIGKILL the consumer before the database commit",
    "the command is delivered again and applied once",
    // The embedded broker does not give up a member that was killed.
    Capabilities.RealBroker,
    isQuick: true)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var database = trial.Surroundings.Database;
        // As long as a lock is waited for, the transaction stays as it is.
        var patient = new Settings { ["Store__LockWaitTimeout"] = "00:00:50", ["Store__CommandTimeout"] = "00:01:00" };
        await trial.StartAsync(apis: 1, consumers: 1, settings: patient);
        var api = trial.Apis[0].Client;
        var plan = new LoadPlan(Id, trial.Seed);
        var operation = plan.NextUniqueKeyed();

        await using var holder = await database.HoldNameAsync(operation.Name);
        var waiting = api.SendAsync(operation);
        await Wait.UntilAsync(async () => await database.CountWaitingAsync() > 0, "the consumer's transaction waits", Limit);
        await trial.Consumers[0].KillAsync();
        var executed = (await database.ReadInboxAsync()).Count;
        await holder.CloseAsync();
        trial.Say($"killed while its transaction waited; {executed} operations executed");
        trial.Expect("the operation was not executed when the consumer was killed", executed == 0, $"{executed} executed");

        await trial.Consumers[0].StartAsync(cancellationToken);
        var first = await waiting;
        await Wait.UntilAsync(async () => await database.CountUsersAsync() == 1, "the command is applied", Limit);
        var again = await api.SendAsync(operation);
        trial.Expect("the client gets 201, or 504 and then 201", first.Status is 201 or 504 && again.IsCreated, $"{first.Status}, {again.Status}");
        trial.Expect("the row is there once", await database.CountUsersAsync() == 1, $"{await database.CountUsersAsync()} rows");
    }
}
