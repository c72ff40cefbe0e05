using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F7.</summary>
public sealed class KillBrokers() : Scenario(
    "F7",
    "SIGKILL all brokers and start them again",
    "accepted is what the broker acknowledged; else 503, fast; recovery within 30 s without restarting the services",
    isQuick: true)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FastRefusal = TimeSpan.FromSeconds(3);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 300);

        await trial.Surroundings.Kafka.GoDownAsync();
        var down = DateTimeOffset.UtcNow;
        await Task.Delay(Outage, cancellationToken);
        var returning = DateTimeOffset.UtcNow;
        await trial.Surroundings.Kafka.ComeBackAsync(cancellationToken);
        var up = DateTimeOffset.UtcNow;
        var recovery = await RecoverAsync(trial, up);
        await trial.WaitUntilReadyAsync(RecoveryLimit);
        await GoOnAsync(load, 300);
        await load.StopAsync();

        var during = Between(trial, down, returning - FastRefusal);
        trial.Say($"during the outage: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("requests during the outage get 503", during.Count > 0 && during.All(attempt => attempt.Status == 503), $"{Summary.OfStatuses(during)}");
        var slowest = during.Count == 0 ? TimeSpan.Zero : during.Max(attempt => attempt.Duration);
        trial.Expect("within 3 s", slowest < FastRefusal, $"slowest {slowest.TotalSeconds:0.0} s");
        trial.Expect("with Retry-After", during.All(attempt => attempt.RetryAfter), $"{during.Count(attempt => !attempt.RetryAfter)} without");
        trial.Expect("recovery within 30 s", recovery < RecoveryLimit, $"{recovery.TotalSeconds:0.0} s");
    }
}
