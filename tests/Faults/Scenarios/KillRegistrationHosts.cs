using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C6, under load: whatever a host has saved and not sent, or sent and not committed, the other one or the next one goes on with.</summary>
public sealed class KillRegistrationHosts() : RegistrationScenario(
    "C6",
    "SIGKILL each host of registrations and start it again, while users register",
    "no answers but outcomes, 503 and 504",
    // The embedded broker does not give up a member that was killed.
    Capabilities.RealBroker,
    isQuick: true)
{
    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 40);

        foreach (var host in trial.RegistrationHosts)
        {
            await BounceAsync(host, load, cancellationToken);
        }

        await load.StopAsync();
        ExpectNoOtherAnswers(trial);
    }
}
