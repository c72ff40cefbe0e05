using Users.Faults.Load;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F24.</summary>
public sealed class ReuseKey() : Scenario(
    "F24",
    "one key with two bodies",
    "422; nothing is executed for the second",
    isQuick: true)
{
    private const int Keys = 20;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        var plan = new LoadPlan(Id, trial.Seed);
        var (here, there) = (trial.Apis[0].Client, trial.Apis[1].Client);
        var operations = Enumerable.Range(0, Keys).Select(_ => plan.NextUniqueKeyed()).ToList();
        var first = await Task.WhenAll(operations.Select(here.SendAsync));
        var reused = await Task.WhenAll(operations.Select(operation =>
        {
            var other = plan.NextUniqueKeyed();

            return there.SendAsync(other with { Key = operation.Key });
        }));
        var again = await Task.WhenAll(operations.Select(there.SendAsync));
        var rows = await trial.Surroundings.Database.CountUsersAsync();

        trial.Expect("201 for the first body", first.All(answer => answer.IsCreated), $"{Summary.OfStatuses(first)}");
        trial.Expect(
            "422 for the other one",
            reused.All(answer => answer is { Status: 422, Problem: "idempotency-key-reused" }),
            $"{Summary.OfStatuses(reused)}");
        trial.Expect("201, replayed, for the first body again", again.All(answer => answer is { IsCreated: true, Replayed: true }), $"{Summary.OfStatuses(again)}");
        trial.Expect("a row for each key", rows == Keys, $"{rows} rows");
    }
}
