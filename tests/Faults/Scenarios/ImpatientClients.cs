using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F22.</summary>
public sealed class ImpatientClients() : Scenario(
    "F22",
    "clients that hang up at random moments, 3000 requests",
    "nothing stays pending, memory stays flat, every outcome can be had with the key")
{
    private const int Requests = 3000;
    private const long MegaByte = 1024 * 1024;
    private const long GrowthLimit = 150 * MegaByte;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        var plan = new LoadPlan(Id, trial.Seed) { KeyedShare = 1, AbandonedShare = 0.9, AbandonWithin = TimeSpan.FromMilliseconds(60) };
        await using var load = trial.CreateLoad(plan, connections: 32, pauseMilliseconds: 20);
        load.Start();
        await Wait.UntilAsync(() => load.Finished > Requests / 5, "the load is under way", TimeSpan.FromSeconds(120));
        var before = await ProcessMemory.MeasureAsync(trial.Apis);
        await Wait.UntilAsync(() => load.Finished > Requests, "all have been sent", TimeSpan.FromSeconds(240));
        await load.StopAsync();

        var hungUp = trial.Log.ToList().Count(attempt => attempt.Abandoned);
        trial.Expect("clients hung up", hungUp > Requests / 4, $"{hungUp}");
        await Wait.UpToAsync(TimeSpan.FromSeconds(10), async () => await PendingAsync(trial) == 0);
        var pending = await PendingAsync(trial);
        trial.Expect("nothing is pending", pending == 0, $"{pending}");
        var growth = await ProcessMemory.MeasureAsync(trial.Apis) - before;
        trial.Expect("memory is flat", growth < GrowthLimit, $"{growth / MegaByte} MB more than after a fifth");
    }

    private static async Task<long> PendingAsync(Trial trial)
    {
        var measured = await Task.WhenAll(trial.Apis.Select(api => api.Client.MeasureAsync()));

        return measured.Sum(all => all["kafka_rider_requests_pending"] + all["users_api_requests_in_flight"]);
    }
}
