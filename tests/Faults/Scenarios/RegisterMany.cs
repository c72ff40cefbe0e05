using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C1. Users are created one by one in the same run, by as many connections.</summary>
public sealed class RegisterMany() : RegistrationScenario(
    "C1",
    "none: a thousand registrations with three APIs, two hosts and two of each participant",
    "each is 201; p99 is at most three times that of POST /users in the same run")
{
    private const int Count = 1000;
    private const int Connections = 8;
    private const int WarmUp = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, apis: 3, consumers: 2, promotionHosts: 2, registrationHosts: 2);
        var users = new LoadPlan($"users of {Id}", trial.Seed) { CollidingShare = 0, ChangingShare = 0 };
        var registrations = new LoadPlan(Id, trial.Seed) { CollidingShare = 0, PromoCodes = [Good], FirstNumber = 1_000_000 };
        await LoadAsync(trial, users, WarmUp);
        await LoadAsync(trial, registrations, WarmUp);
        var single = await LoadAsync(trial, users, Count);
        var whole = await LoadAsync(trial, registrations, Count);

        var (least, most) = (Summary.Percentile(single, 0.99), Summary.Percentile(whole, 0.99));
        trial.Say($"POST /users: p50 {Summary.Percentile(single, 0.5).TotalMilliseconds:0.0} ms, p99 {least.TotalMilliseconds:0.0} ms; POST /registrations: p50 {Summary.Percentile(whole, 0.5).TotalMilliseconds:0.0} ms, p99 {most.TotalMilliseconds:0.0} ms");
        trial.Expect($"{Count} or more, and each is 201", whole.Count >= Count && whole.All(answer => answer.IsCreated), $"{Summary.OfStatuses(whole)}");
        trial.Expect("p99 is at most three times that of POST /users", most <= 3 * least, $"{most.TotalMilliseconds:0.0} ms against {least.TotalMilliseconds:0.0} ms");
    }

    private static async Task<IReadOnlyList<Checking.Attempt>> LoadAsync(Trial trial, LoadPlan plan, int count)
    {
        var from = DateTimeOffset.UtcNow;

        await using (var load = trial.CreateLoad(plan, Connections, pauseMilliseconds: 1))
        {
            load.Start();
            await Wait.UntilAsync(() => load.Finished >= count, "all are answered", Limit);
            await load.StopAsync();
        }

        return Between(trial, from, DateTimeOffset.UtcNow);
    }
}
