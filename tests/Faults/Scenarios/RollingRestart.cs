using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F18.</summary>
public sealed class RollingRestart() : Scenario(
    "F18",
    "SIGTERM and restart of every API and every consumer in turn, under load",
    "no answers but outcomes and 503; no connection is reset",
    isQuick: false)
{
    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 2);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        foreach (var service in trial.Apis.Concat(trial.Consumers))
        {
            var exitCode = await service.StopAsync();
            trial.Expect($"{service.Name} ends with exit code 0", exitCode == 0, $"{exitCode}");
            await service.StartAsync(cancellationToken);
            await trial.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
            await GoOnAsync(load, 100);
        }

        await load.StopAsync();

        var attempts = trial.Log.ToList();
        // Refused is what a load balancer never sees, because it asks for readiness: nothing was sent.
        var resets = attempts.Where(attempt => attempt.Status is null && attempt.Failure != "refused").ToList();
        var others = attempts.Where(attempt => !attempt.IsOutcome && attempt.Status is not (null or 503)).ToList();
        trial.Expect("no connection is reset", resets.Count == 0, $"{Summary.OfStatuses(resets)}");
        trial.Expect("no answers but outcomes and 503", others.Count == 0, $"{Summary.OfStatuses(others)}");
    }
}
