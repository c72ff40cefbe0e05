using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F3. The consumer's offset commits are held back on the way.</summary>
public sealed class KillConsumerBeforeCommitOfOffset() : Scenario(
    "F3",
    "SIGKILL the consumer after the reply, before the offset commit",
    "the duplicate reply is dropped and counted; one row",
    Capabilities.RealBroker)
{
    private const int Operations = 20;
    private const string Dropped = "kafka_rider_replies_dropped_total{reason=\"duplicate\"}";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var link = trial.Surroundings.Cluster.Links["a"];
        var plan = new LoadPlan(Id, trial.Seed);
        await trial.StartAsync(apis: 1, consumers: 1, consumerLink: link);
        var api = trial.Apis[0].Client;

        link.Conditions.Hold(KafkaRequest.OffsetCommit);
        var answers = await Task.WhenAll(Enumerable.Range(0, Operations).Select(_ => api.SendAsync(plan.NextUniqueKeyed())));
        var lag = (await trial.Recorder.GetLagAsync()).Values.Sum();
        await trial.Consumers[0].KillAsync();
        link.Conditions.Heal();
        trial.Say($"killed with {Summary.OfStatuses(answers)} answered and {lag} offsets not committed");
        trial.Expect("all were answered 201 before the kill", answers.All(answer => answer.IsCreated), $"{Summary.OfStatuses(answers)}");
        trial.Expect("none of their offsets was committed", lag == Operations, $"{lag} not committed");

        await trial.Consumers[0].StartAsync(cancellationToken);
        await Wait.UntilAsync(async () => (await trial.Recorder.GetLagAsync()).Values.Sum() == 0, "the commands are done again", Limit);
        await Wait.UpToAsync(Limit, async () => (await api.MeasureAsync())[Dropped] >= Operations);
        var measured = await api.MeasureAsync();
        trial.Expect("each second reply is counted as a duplicate", measured[Dropped] == Operations, $"{measured[Dropped]} of {Operations}");
        var rows = await trial.Surroundings.Database.CountUsersAsync();
        trial.Expect("one row each", rows == Operations, $"{rows} rows");
    }
}
