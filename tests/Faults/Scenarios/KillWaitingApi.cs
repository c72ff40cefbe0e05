using Users.AppHost.Processes;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C8. The hosts are stopped in their tracks first, so that the API provably holds registrations.</summary>
public sealed class KillWaitingApi() : RegistrationScenario(
    "C8",
    "SIGKILL the API instance that holds registrations",
    "clients that retry with their key on another instance all end with an outcome, never refused for their own success",
    isQuick: true)
{
    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 40);

        trial.RegistrationHosts.ToList().ForEach(host => host.Send(UnixSignal.Stop));
        await Wait.UntilAsync(() => load.InFlight == load.Connections, "every connection awaits an answer", TimeSpan.FromSeconds(30));
        await trial.Apis[0].KillAsync();
        trial.RegistrationHosts.ToList().ForEach(host => host.Send(UnixSignal.Continue));
        await GoOnAsync(load, 40);
        await trial.Apis[0].StartAsync(cancellationToken);
        await GoOnAsync(load, 20);
        await load.StopAsync();

        ExpectCutOffToEnd(trial);
    }
}
