using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C18, one broker.</summary>
public sealed class BounceBrokersOfRegistrations() : RegistrationScenario(
    "C18b",
    "SIGKILL a broker of three while users register and start it again, three times",
    "no answers but outcomes, 503 and 504",
    Capabilities.RealBroker | Capabilities.ManyBrokers)
{
    private const int Bounces = 3;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 100);

        await BounceBrokersAsync(trial, Bounces, cancellationToken);

        await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 100);
        await load.StopAsync();
        ExpectNoOtherAnswers(trial);
    }
}
