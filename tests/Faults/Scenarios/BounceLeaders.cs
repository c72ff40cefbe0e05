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
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(7);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;
        await trial.StartAsync(apis: 2, consumers: 2);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        for (var bounce = 0; bounce < Bounces; bounce++)
        {
            var node = cluster.Nodes[trial.Random.Next(cluster.Nodes.Count)];
            await node.KillAsync();
            await Task.Delay(Absence * (0.5 + trial.Random.NextDouble()), cancellationToken);
            await node.StartAsync(cancellationToken);
            var whole = await cluster.WaitUntilWholeAsync();
            trial.Say($"bounced broker {node.Number}; all replicas in sync after {whole.TotalSeconds:0.0} s");
        }

        await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var attempts = trial.Log.ToList();
        trial.Expect(
            "no errors but 503 and 504", attempts.All(attempt => attempt.IsOutcome || attempt.Status is 503 or 504), $"{Summary.OfStatuses(attempts)}");
    }
}
