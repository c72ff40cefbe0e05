using Users.AppHost.Processes;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F1. The consumer is stopped in its tracks first, so that the API provably holds requests.</summary>
public sealed class KillApi() : Scenario(
    "F1",
    "SIGKILL the API instance that holds requests",
    "clients that retry with their key on another instance all end with an outcome, never 409 for their own success",
    isQuick: true)
{
    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad(new LoadPlan(Id, trial.Seed) { KeyedShare = 1 });
        load.Start();
        await GoOnAsync(load, 200);

        trial.Consumers[0].Send(UnixSignal.Stop);
        await Wait.UntilAsync(() => load.InFlight == load.Connections, "every connection awaits an answer", TimeSpan.FromSeconds(30));
        await trial.Apis[0].KillAsync();
        trial.Consumers[0].Send(UnixSignal.Continue);
        await GoOnAsync(load, 200);
        await trial.Apis[0].StartAsync(cancellationToken);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        ExpectCutOffToEnd(trial);
    }
}
