using Users.Contracts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F9. One broker is killed while the commands need all three.</summary>
public sealed class TooFewInSync() : Scenario(
    "F9",
    "fewer replicas of the commands in sync than needed",
    "503 within the produce deadline; nothing that was accepted is lost",
    Capabilities.RealBroker | Capabilities.ManyBrokers)
{
    private const string MinInSync = "min.insync.replicas";
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(4);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await trial.Surroundings.ConfigureTopicAsync(Topics.Commands, MinInSync, "3");
        await cluster.Nodes[^1].KillAsync();
        // Until the controller has given it up, the others wait for it.
        await Task.Delay(Settling, cancellationToken);

        var from = DateTimeOffset.UtcNow;
        await Task.Delay(Outage, cancellationToken);
        var to = DateTimeOffset.UtcNow;

        await cluster.Nodes[^1].StartAsync(cancellationToken);
        await trial.Surroundings.ConfigureTopicAsync(Topics.Commands, MinInSync, null);
        await cluster.WaitUntilWholeAsync();
        var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var during = Between(trial, from + TimeSpan.FromSeconds(1), to - Fast);
        var slowest = during.Count == 0 ? TimeSpan.Zero : during.Max(attempt => attempt.Duration);
        trial.Say($"meanwhile: {Summary.OfStatuses(during)}, slowest {slowest.TotalSeconds:0.0} s; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("meanwhile 503", during.Count > 0 && during.All(attempt => attempt.Status == 503), $"{Summary.OfStatuses(during)}");
        trial.Expect("before the deadline of the outcome", slowest < Fast, $"slowest {slowest.TotalSeconds:0.0} s");
    }
}
