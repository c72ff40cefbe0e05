using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F8.</summary>
public sealed class BounceLeaders() : Scenario(
    "F8",
    "SIGKILL a broker of three that leads partitions and start it again, five times",
    "no acknowledged command is lost; no errors but 503 and 504",
    Capabilities.RealBroker | Capabilities.ManyBrokers)
{
    private const int Bounces = 5;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 2);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await BounceBrokersAsync(trial, Bounces, cancellationToken);

        await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var attempts = trial.Log.ToList();
        trial.Expect(
            "no errors but 503 and 504", attempts.All(attempt => attempt.IsOutcome || attempt.Status is 503 or 504), $"{Summary.OfStatuses(attempts)}");
    }
}
