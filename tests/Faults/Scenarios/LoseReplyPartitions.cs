using Users.Contracts;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F35. Some partitions of the replies have no leader any more, as their only copy was on the broker that is killed.</summary>
public sealed class LoseReplyPartitions() : Scenario(
    "F35",
    "a third of the reply partitions loses its only replica",
    "no service ends; every instance gets replies again, at another partition, while the broker stays away",
    Capabilities.RealBroker | Capabilities.ManyBrokers)
{
    private const int Answers = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Without a reply the answer comes from the log, and only when the wait is over.
    private static readonly TimeSpan Reply = TimeSpan.FromSeconds(3);

    public override bool LeavesTraces => true;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;
        await trial.Surroundings.MakeAnewWithoutCopiesAsync(Topics.Replies);
        await trial.Recorder.BeginAsync(Topics.Replies, Enumerable.Range(0, Topics.Replies.Partitions));
        await trial.StartAsync(apis: 3, consumers: 2);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await cluster.Nodes[^1].KillAsync();
        var killed = DateTimeOffset.UtcNow;
        var arrive = await Wait.UpToAsync(Limit, () => Task.FromResult(trial.Apis.All(api => IsReplied(trial, api.Name, killed))));
        var recovery = DateTimeOffset.UtcNow - killed;
        var running = trial.Apis.Concat(trial.Consumers).Count(service => service.IsRunning);
        await cluster.Nodes[^1].StartAsync(cancellationToken);
        await cluster.WaitUntilWholeAsync();
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var during = Between(trial, killed, killed + recovery);
        trial.Say($"meanwhile: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("no answers but outcomes, 503 and 504", during.All(answer => answer.IsOutcome || answer.Status is 503 or 504), $"{Summary.OfStatuses(during)}");
        trial.Expect("no service has ended", running == 5, $"{running} of 5 run");
        trial.Expect("replies arrive at every instance again", arrive, $"{recovery.TotalSeconds:0.0} s after the broker was killed");
        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("no dead letters", letters == 0, $"{letters}");
    }

    private static bool IsReplied(Trial trial, string instance, DateTimeOffset since) =>
        trial.Log.ToList().Count(attempt => attempt.Instance == instance && attempt.StartedAt > since && attempt.IsOutcome && attempt.Duration < Reply) >= Answers;
}
