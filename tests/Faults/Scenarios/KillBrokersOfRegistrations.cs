using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C18, all brokers.</summary>
public sealed class KillBrokersOfRegistrations() : RegistrationScenario(
    "C18a",
    "SIGKILL all brokers while users register, and start them again",
    "no answers but outcomes, 503 and 504; recovery within 30 s without restarting the services",
    Capabilities.RealBroker)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 200);

        await trial.Surroundings.Kafka.GoDownAsync();
        await Task.Delay(Outage, cancellationToken);
        await trial.Surroundings.Kafka.ComeBackAsync(cancellationToken);
        var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        trial.Say($"{recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("recovery within 30 s", recovery < RecoveryLimit, $"{recovery.TotalSeconds:0.0} s");
        ExpectNoOtherAnswers(trial);
    }
}
