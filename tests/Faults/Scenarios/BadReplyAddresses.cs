using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F31. The commands are good ones; only nobody can be told what became of them.</summary>
public sealed class BadReplyAddresses() : Scenario(
    "F31",
    "50 commands a second whose replies cannot be delivered: no such partition, no such topic, no name of a topic, another transport",
    "each is executed once and has one event, its reply is counted and given up; nobody else notices",
    Capabilities.RealBroker)
{
    private const int Commands = 800;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Addresses =
        ["kafka:users.replies?partition=4711", "kafka:billing.replies", "kafka:users%20replies", "rabbitmq://localhost/replies"];

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        var written = await WriteAsync(trial, cancellationToken);
        await GoOnAsync(load, 200);
        await load.StopAsync();

        var givenUp = 0L;
        await Wait.UpToAsync(Limit, async () => (givenUp = await CountGivenUpAsync(trial)) >= Commands);
        await trial.Recorder.CatchUpAsync();
        var records = trial.Recorder.Read();
        var events = records.Events.Where(outcome => outcome.OperationId is { } id && written.Contains(id)).CountBy(outcome => outcome.OperationId!.Value).ToList();
        var most = events.Count == 0 ? 0 : events.Max(count => count.Value);
        var answers = trial.Log.ToList();

        trial.Expect("each has one event", events.Count == Commands && most == 1, $"{events.Count} of {Commands} have one, and none more than {most}");
        trial.Expect("each reply is counted as given up, once", givenUp == Commands, $"{givenUp} of {Commands}");
        trial.Expect("no dead letters", records.DeadLetters.Count == 0, $"{records.DeadLetters.Count}");
        trial.Expect("nobody else is affected", answers.All(answer => answer.IsOutcome), $"{Summary.OfStatuses(answers)}");
    }

    private static async Task<HashSet<Guid>> WriteAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var writer = new CommandWriter(trial);
        using var timer = new PeriodicTimer(Interval);
        var writing = new List<Task<Guid>>();

        while (writing.Count < Commands && await timer.WaitForNextTickAsync(cancellationToken))
        {
            writing.Add(writer.CreateUserAsync(Addresses[writing.Count % Addresses.Length]));
        }

        return [.. await Task.WhenAll(writing)];
    }

    private static async Task<long> CountGivenUpAsync(Trial trial) =>
        (await trial.Consumers[0].Client.MeasureAsync()).Sum("kafka_rider_replies_given_up_total");
}
