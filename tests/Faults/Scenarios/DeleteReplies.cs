using Users.Contracts;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F34. Only the replies: a log of commands or events that is deleted is lost by definition.</summary>
public sealed class DeleteReplies() : Scenario(
    "F34",
    "users.replies is deleted, and made anew by the services",
    "every command is executed once and every answer becomes known; replies arrive again within 60 s and without a restart",
    Capabilities.RealBroker)
{
    private const int Answers = 50;
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Without a reply the answer comes from the log, and only when the wait is over.
    private static readonly TimeSpan Reply = TimeSpan.FromSeconds(3);

    public override bool LeavesTraces => true;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await trial.Surroundings.DeleteTopicAsync(Topics.Replies);
        var deleted = DateTimeOffset.UtcNow;
        await Task.Delay(Absence, cancellationToken);
        var ready = await Task.WhenAll(trial.Apis.Select(api => api.Client.IsReadyAsync()));
        var isMade = await Wait.UpToAsync(Limit, () => Task.FromResult(trial.Surroundings.HasTopic(Topics.Replies)));
        var made = DateTimeOffset.UtcNow;
        await trial.Recorder.BeginAsync(Topics.Replies, Enumerable.Range(0, Topics.Replies.Partitions));

        var arrive = await Wait.UpToAsync(Limit, () => Task.FromResult(trial.Apis.All(api => IsReplied(trial, api.Name, made))));
        var recovery = DateTimeOffset.UtcNow - made;
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var during = Between(trial, deleted, made);
        trial.Say($"meanwhile: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("no answers but outcomes, 503 and 504", during.All(answer => answer.IsOutcome || answer.Status is 503 or 504), $"{Summary.OfStatuses(during)}");
        trial.Expect("the instances say that they get no replies", ready.All(isReady => !isReady), $"{ready.Count(isReady => isReady)} of {ready.Length} are ready");
        trial.Expect("the topic is there again, with all of its partitions", isMade, $"{(made - deleted).TotalSeconds:0.0} s after it was deleted");
        trial.Expect("replies arrive again", arrive, $"{recovery.TotalSeconds:0.0} s after the topic came back");
        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("no dead letters", letters == 0, $"{letters}");
    }

    private static bool IsReplied(Trial trial, string instance, DateTimeOffset since) =>
        trial.Log.ToList().Count(attempt => attempt.Instance == instance && attempt.StartedAt > since && attempt.IsOutcome && attempt.Duration < Reply) >= Answers;
}
