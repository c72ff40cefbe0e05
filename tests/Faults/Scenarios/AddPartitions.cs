using Users.Contracts;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F33. Keys move to other partitions, so the order of before and after is lost by definition; nothing else is.</summary>
public sealed class AddPartitions() : Scenario(
    "F33",
    "users.events and users.commands get twice as many partitions",
    "every command is executed, and every instance shows every user, within 60 s and without a restart",
    Capabilities.RealBroker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override bool LeavesTraces => true;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 2);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);
        trial.IsRepartitioned = true;

        foreach (var topic in (Topic[])[Topics.Events, Topics.Commands])
        {
            await trial.Surroundings.AddPartitionsAsync(topic, 2 * topic.Partitions);
            await trial.Recorder.BeginAsync(topic, Enumerable.Range(topic.Partitions, topic.Partitions));
            await GoOnAsync(load, 400);
        }

        await load.StopAsync();
        IReadOnlyDictionary<int, long> lag = new Dictionary<int, long>();
        var isExecuted = await Wait.UpToAsync(Limit, async () => (lag = await trial.Recorder.GetLagAsync()).Values.All(left => left == 0));
        trial.Expect("every command is executed", isExecuted, $"{lag.Values.Sum()} left in partitions {string.Join(", ", lag.Where(left => left.Value > 0).Select(left => left.Key))}");

        foreach (var api in trial.Apis)
        {
            var (missing, all) = (0, 0);
            var shows = await Wait.UpToAsync(Limit, async () => ((missing, all) = await CountMissingAsync(trial, api.Client)).missing == 0);
            trial.Expect($"{api.Name} shows every user", shows, $"{missing} of {all} missing");
        }

        var beyond = trial.Recorder.Read();
        trial.Say($"{beyond.Commands.Count(command => command.Partition >= Topics.Commands.Partitions)} commands and {beyond.Events.Count(outcome => outcome.Partition >= Topics.Events.Partitions)} events in new partitions");
        var answers = trial.Log.ToList();
        trial.Expect("no answers but outcomes, 503 and 504", answers.All(answer => answer.IsOutcome || answer.Status is 503 or 504), $"{Summary.OfStatuses(answers)}");
    }

    private static async Task<(int Missing, int All)> CountMissingAsync(Trial trial, ApiClient api)
    {
        var users = (await trial.Surroundings.Database.ReadUsersAsync()).Where(user => !user.IsDeleted).ToList();
        var names = await Task.WhenAll(users.Select(user => api.FindNameAsync(user.Id)));

        return (users.Zip(names).Count(user => user.First.Name != user.Second), users.Count);
    }
}
