using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F2. The consumer's produce requests are held back on the way, so that it commits to the database and can tell nobody.</summary>
public sealed class KillConsumerBeforeReply() : Scenario(
    "F2",
    "SIGKILL the consumer after the database commit, before the reply",
    "redelivery replays the stored outcome; 201 in time or by a retry with the key; one row",
    Capabilities.RealBroker,
    isQuick: true)
{
    private const int Operations = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var link = trial.Surroundings.Cluster.Links["a"];
        var plan = new LoadPlan(Id, trial.Seed);
        await trial.StartAsync(apis: 1, consumers: 1, consumerLink: link);
        var api = trial.Apis[0].Client;
        await api.SendAsync(plan.NextUniqueKeyed());

        link.Conditions.Hold(KafkaRequest.Produce);
        var waiting = Enumerable.Range(0, Operations).Select(_ => api.SendAsync(plan.NextUniqueKeyed())).ToList();
        await Wait.UntilAsync(
            async () => await trial.Surroundings.Database.CountUsersAsync() == 1 + Operations, "the commands are in the database", Limit);
        await trial.Recorder.CatchUpAsync();
        var replies = trial.Recorder.Read().Replies.Count;
        await trial.Consumers[0].KillAsync();
        link.Conditions.Heal();
        trial.Say($"killed with {Operations} operations in the database and {replies - 1} of their replies in Kafka");
        trial.Expect("none of the operations had a reply when the consumer was killed", replies == 1, $"{replies - 1} replies");

        await trial.Consumers[0].StartAsync(cancellationToken);
        var answers = await Task.WhenAll(waiting);
        trial.Expect("no answer but 201 and 504", answers.All(answer => answer.Status is 201 or 504), $"{Summary.OfStatuses(answers)}");

        var again = await Task.WhenAll(answers.Select(answer => api.SendAsync(PlannedOperation.Of(answer))));
        trial.Expect(
            "each retry with the key gives 201, replayed",
            again.All(answer => answer is { Status: 201, Replayed: true }),
            $"{Summary.OfStatuses(again)}, {again.Count(answer => answer.Replayed)} replayed");
        trial.Expect("one row each", await trial.Surroundings.Database.CountUsersAsync() == 1 + Operations, $"{await trial.Surroundings.Database.CountUsersAsync() - 1} rows");
    }
}
