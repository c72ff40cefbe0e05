using Users.AppHost.Processes;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F30, short.</summary>
public sealed class Soak() : Scenario(
    "F30",
    "load for 90 s, with a random fault about every ten",
    "all invariants; no 5xx but 503 and 504",
    Capabilities.RealBroker)
{
    private const int Faults = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(6);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var links = trial.Surroundings.Cluster.Links;
        await Task.WhenAll(
            trial.AddApi(links["a"]).StartAsync(cancellationToken),
            trial.AddApi().StartAsync(cancellationToken),
            trial.AddConsumer(links["b"]).StartAsync(cancellationToken),
            trial.AddConsumer().StartAsync(cancellationToken));
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        for (var number = 0; number < Faults; number++)
        {
            var what = await DisturbAsync(trial, cancellationToken);
            trial.Say($"{what}");
            await Task.Delay(Interval, cancellationToken);
        }

        await trial.WaitUntilReadyAsync(TimeSpan.FromSeconds(90));
        await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var answered = trial.Log.ToList().Where(attempt => attempt.Status is not null).ToList();
        trial.Expect("no answers but outcomes, 503 and 504", answered.All(attempt => attempt.IsOutcome || attempt.Status is 503 or 504), $"{Summary.OfStatuses(answered)}");
    }

    private static async Task<string> DisturbAsync(Trial trial, CancellationToken cancellationToken)
    {
        var seconds = TimeSpan.FromSeconds(1 + (4 * trial.Random.NextDouble()));
        var cluster = trial.Surroundings.Cluster;
        var link = cluster.Links[trial.Random.Next(2) == 0 ? "a" : "b"];

        switch (trial.Random.Next(7))
        {
            case 0:
                var service = trial.Consumers[trial.Random.Next(2)];
                await service.KillAsync();
                await service.StartAsync(cancellationToken);
                return $"killed {service.Name}";
            case 1:
                var api = trial.Apis[trial.Random.Next(2)];
                await api.KillAsync();
                await api.StartAsync(cancellationToken);
                return $"killed {api.Name}";
            case 2:
                var node = cluster.Nodes[trial.Random.Next(cluster.Nodes.Count)];
                node.Send(UnixSignal.Stop);
                await Task.Delay(seconds, cancellationToken);
                node.Send(UnixSignal.Continue);
                return FormattableString.Invariant($"stopped broker {node.Number} for {seconds.TotalSeconds:0.0} s");
            case 3:
                link.Conditions.Lose(requests: trial.Random.Next(2) == 0, answers: true);
                await Task.Delay(seconds, cancellationToken);
                link.Conditions.Heal();
                return FormattableString.Invariant($"cut link {link.Name} for {seconds.TotalSeconds:0.0} s");
            case 4:
                link.Reset();
                return $"reset link {link.Name}";
            case 5:
                trial.Surroundings.ResetDatabaseConnections();
                return "reset the connections to the database";
            default:
                await trial.Surroundings.DatabaseServer.Process!.KillAsync();
                await trial.Surroundings.DatabaseServer.ComeBackAsync(cancellationToken);
                return "killed the database";
        }
    }
}
