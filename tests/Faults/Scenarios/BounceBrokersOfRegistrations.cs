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
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(7);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 100);

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
        await GoOnAsync(load, 100);
        await load.StopAsync();
        ExpectNoOtherAnswers(trial);
    }
}
