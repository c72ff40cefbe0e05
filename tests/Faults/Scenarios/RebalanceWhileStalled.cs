using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F32. Only the first consumer loses the database; the second one has a way of its own.</summary>
public sealed class RebalanceWhileStalled() : Scenario(
    "F32",
    "a consumer joins and leaves, twice, while another one is full because its database stalls",
    "what was given away while paused is read again, and no more is taken meanwhile than may be",
    Capabilities.RealBroker)
{
    private const int BatchSize = 4;
    private const int Taken = 4 * BatchSize;
    private const int Rounds = 2;

    // Commands that were called off with their partitions stay in the queue until the database is back, when they are passed over.
    private const int WaitingAtMost = Taken * (1 + Rounds);
    private const int Written = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var surroundings = trial.Surroundings;
        await trial.StartAsync(apis: 2, consumers: 1, settings: Small(surroundings.ProxiedConnectionString));
        var stalled = trial.Consumers[0];
        var other = trial.AddConsumer(settings: Small(surroundings.DatabaseServer.ConnectionString));
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        surroundings.DatabaseConditions.Lose(requests: true, answers: true);
        await WriteAsync(trial);
        await Wait.UntilAsync(() => Logged(trial, stalled, "is paused"), "the consumer is full", Limit);
        var most = 0L;

        for (var round = 0; round < Rounds; round++)
        {
            var before = (await surroundings.Database.ReadInboxAsync()).Count;
            await other.StartAsync(cancellationToken);
            await Wait.UntilAsync(async () => (await surroundings.Database.ReadInboxAsync()).Count > before, "the other one executes commands", Limit);
            await other.StopAsync();
            // What it had is given back to the one that is still full.
            await WriteAsync(trial);
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            most = Math.Max(most, (await stalled.Client.MeasureAsync())["kafka_rider_inbox_queue_length"]);
        }

        surroundings.DatabaseConditions.Heal();
        var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
        await GoOnAsync(load, 200);
        await load.StopAsync();
        IReadOnlyDictionary<int, long> lag = new Dictionary<int, long>();
        var isRead = await Wait.UpToAsync(Limit, async () => (lag = await trial.Recorder.GetLagAsync()).Values.All(left => left == 0));

        trial.Say($"{recovery.TotalSeconds:0.0} s to recover; at most {most} commands waited in the consumer that stalled");
        trial.Expect("every partition is read again", isRead, $"{lag.Values.Sum()} commands left in {lag.Values.Count(left => left > 0)} partitions");
        trial.Expect("the one that was full took no more than it may", most is > 0 and <= WaitingAtMost, $"{most} waited, with {WaitingAtMost} allowed");
    }

    private static Settings Small(string database) => new() { ["Store__MaxBatchSize"] = $"{BatchSize}", ["ConnectionStrings__Users"] = database };

    // For nobody who waits, so that there are more of them than clients.
    private static async Task WriteAsync(Trial trial)
    {
        using var writer = new CommandWriter(trial);
        await Task.WhenAll(Enumerable.Range(0, Written).Select(_ => writer.CreateUserAsync(responseAddress: null)));
    }

    private static bool Logged(Trial trial, Service service, string text)
    {
        using var log = new StreamReader(new FileStream(trial.FindOutput(service), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));

        return log.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }
}
