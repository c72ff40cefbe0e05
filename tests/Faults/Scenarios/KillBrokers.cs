using Users.Faults.Parts;
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
    private static readonly TimeSpan FastRefusal = TimeSpan.FromSeconds(2.5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await Wait.UntilAsync(() => load.Finished > 300, "the load is under way", TimeSpan.FromSeconds(60));

        await trial.Surroundings.Kafka.GoDownAsync();
        var down = DateTimeOffset.UtcNow;
        await Task.Delay(Outage, cancellationToken);
        await trial.Surroundings.Kafka.ComeBackAsync(cancellationToken);
        var up = DateTimeOffset.UtcNow;
        var recovery = await Wait.UntilAsync(() => IsServed(trial, up), "a request is answered again", TimeSpan.FromSeconds(90));
        await trial.WaitUntilReadyAsync(RecoveryLimit);
        var finished = load.Finished;
        await Wait.UntilAsync(() => load.Finished > finished + 300, "the load goes on", TimeSpan.FromSeconds(60));
        await load.StopAsync();

        var attempts = trial.Log.ToList();
        var during = attempts.Where(attempt => attempt.StartedAt > down && attempt.StartedAt < up - FastRefusal).ToList();
        var slow = during.Count(attempt => attempt.Status == 503 && attempt.Duration > FastRefusal);
        trial.Say($"during the outage: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("requests during the outage get 503", during.Count > 0 && during.All(attempt => attempt.Status == 503), $"{Summary.OfStatuses(during)}");
        trial.Expect("within 2.5 s", slow == 0, $"{slow} slower");
        trial.Expect("with Retry-After", during.All(attempt => attempt.RetryAfter), $"{during.Count(attempt => !attempt.RetryAfter)} without");
        trial.Expect("recovery within 30 s", recovery < RecoveryLimit, $"{recovery.TotalSeconds:0.0} s");
    }

    private static bool IsServed(Trial trial, DateTimeOffset since) =>
        trial.Log.ToList().Any(attempt => attempt.StartedAt > since && attempt.Status is 201 or 409);
}
