using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C19, with the versions that are there: tests of the library have others beside them.</summary>
public sealed class RestartServicesOfRegistrations() : RegistrationScenario(
    "C19",
    "SIGTERM and restart of every API, consumer and host in turn, while users register",
    "no answers but outcomes, 503 and 504; no connection is reset; every process ends with exit code 0",
    Capabilities.RealBroker)
{
    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, consumers: 2, promotionHosts: 2);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 100);

        foreach (var service in trial.Apis.Concat(trial.Consumers).Concat(trial.PromotionHosts).Concat(trial.RegistrationHosts))
        {
            var exitCode = await service.StopAsync();
            trial.Expect($"{service.Name} ends with exit code 0", exitCode == 0, $"{exitCode}");
            await service.StartAsync(cancellationToken);
            await trial.WaitUntilReadyAsync(TimeSpan.FromSeconds(60));
            await GoOnAsync(load, 50);
        }

        await load.StopAsync();
        var resets = trial.Log.ToList().Where(attempt => attempt.Status is null && attempt.Failure != "refused").ToList();
        trial.Expect("no connection is reset", resets.Count == 0, $"{Summary.OfStatuses(resets)}");
        ExpectNoOtherAnswers(trial);
    }
}
