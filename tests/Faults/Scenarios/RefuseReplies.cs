using Users.Contracts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F14. The brokers are told to refuse every record of the reply topic, and of no other, as too large: that never passes.</summary>
public sealed class RefuseReplies() : Scenario(
    "F14",
    "the brokers take no replies",
    "no command is executed again for that; each reply is counted and given up; whoever waited in vain is told the outcome from the log",
    Capabilities.RealBroker)
{
    private const string MaxBytes = "max.message.bytes";
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);

    // A reply ends the wait; without one, it lasts as long as the API lets it.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await trial.Surroundings.ConfigureTopicAsync(Topics.Replies, MaxBytes, "1");
        var from = DateTimeOffset.UtcNow;
        await Task.Delay(Outage, cancellationToken);
        var to = DateTimeOffset.UtcNow;
        await trial.Surroundings.ConfigureTopicAsync(Topics.Replies, MaxBytes, null);
        var recovery = await RecoverAsync(trial, to);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var during = Between(trial, from, to);
        trial.Say($"meanwhile: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        var waited = during.Where(attempt => attempt.Duration >= Deadline).ToList();
        trial.Expect("requests waited in vain", waited.Count > 0, $"{Summary.OfStatuses(waited)}");
        trial.Expect("no answer but outcomes and 504", during.All(attempt => attempt.IsOutcome || attempt.Status == 504), $"{Summary.OfStatuses(during)}");

        var unanswered = waited.Select(attempt => attempt.OperationId).ToHashSet();
        await trial.Recorder.CatchUpAsync();
        var events = trial.Recorder.Read().Events.Where(outcome => unanswered.Contains(outcome.OperationId)).ToList();
        trial.Expect(
            "each was executed once", events.Count == unanswered.Count, $"{events.Count} events of {unanswered.Count} operations without a reply");
        var givenUp = (await trial.Consumers[0].Client.MeasureAsync()).Sum("kafka_rider_replies_given_up_total");
        trial.Expect("each reply was counted as given up", givenUp >= unanswered.Count, $"{givenUp} for {unanswered.Count}");
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("no dead letters", letters == 0, $"{letters}");
    }
}
