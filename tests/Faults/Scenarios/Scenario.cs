using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>A fault, how it is brought about, and what must hold besides the invariants.</summary>
/// <param name="id">The number in the list of faults.</param>
/// <param name="fault">What happens.</param>
/// <param name="asks">What must hold.</param>
/// <param name="needs">What it needs of the brokers.</param>
/// <param name="isQuick">Whether it is part of the quick subset.</param>
public abstract class Scenario(string id, string fault, string asks, Capabilities needs = Capabilities.None, bool isQuick = false)
{
    private static readonly TimeSpan BrokerAbsence = TimeSpan.FromSeconds(7);

    public string Id => id;

    public string Fault => fault;

    public string Asks => asks;

    public Capabilities Needs => needs;

    /// <summary>Gets the same in words.</summary>
    public string NeedsInWords => needs.HasFlag(Capabilities.ManyBrokers) ? "three brokers of an Apache Kafka" : "an Apache Kafka";

    public bool IsQuick => isQuick;

    /// <summary>Gets whether it leaves brokers or topics behind that the next scenario cannot use.</summary>
    public virtual bool LeavesTraces => false;

    /// <summary>Brings the fault about and ends it. The system need not be at rest afterwards.</summary>
    public abstract Task RunAsync(Trial trial, CancellationToken cancellationToken);

    /// <summary>Waits until the system is at rest, and checks what it has left.</summary>
    public virtual async Task<IReadOnlyList<Tally>> ConcludeAsync(Trial trial) => Checker.Check(await Conclusion.DrawAsync(trial));

    /// <summary>Waits until the load has brought so many more operations to their end.</summary>
    protected static Task GoOnAsync(LoadClient load, int operations)
    {
        var goal = load.Finished + operations;

        return Wait.UntilAsync(() => load.Finished >= goal, "the load goes on", TimeSpan.FromSeconds(90));
    }

    /// <summary>Waits until a request that was sent after a moment is answered as it should be.</summary>
    /// <returns>How long that took from the moment on.</returns>
    protected static async Task<TimeSpan> RecoverAsync(Trial trial, DateTimeOffset since, TimeSpan? limit = null)
    {
        await Wait.UntilAsync(
            () => trial.Log.ToList().Any(attempt => attempt.StartedAt > since && attempt.IsOutcome),
            "a request is answered again",
            limit ?? TimeSpan.FromSeconds(90));

        return DateTimeOffset.UtcNow - since;
    }

    /// <summary>Returns the attempts that began within a time.</summary>
    protected static IReadOnlyList<Attempt> Between(Trial trial, DateTimeOffset from, DateTimeOffset to) =>
        [.. trial.Log.ToList().Where(attempt => attempt.StartedAt >= from && attempt.StartedAt < to)];

    /// <summary>Kills one broker after another, whichever it is, and waits each time until all replicas are in sync again.</summary>
    protected static async Task BounceBrokersAsync(Trial trial, int bounces, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;

        for (var bounce = 0; bounce < bounces; bounce++)
        {
            var node = cluster.Nodes[trial.Random.Next(cluster.Nodes.Count)];
            await node.KillAsync();
            await Task.Delay(BrokerAbsence * (0.5 + trial.Random.NextDouble()), cancellationToken);
            await node.StartAsync(cancellationToken);
            var whole = await cluster.WaitUntilWholeAsync();
            trial.Say($"bounced broker {node.Number}; all replicas in sync after {whole.TotalSeconds:0.0} s");
        }
    }

    /// <summary>Notes whether requests were cut off, and each of them ended with an outcome all the same.</summary>
    protected static void ExpectCutOffToEnd(Trial trial)
    {
        var attempts = trial.Log.ToList();
        var cut = attempts.Where(attempt => attempt.Failure?.StartsWith("reset", StringComparison.Ordinal) == true).ToList();
        var operations = cut.Select(attempt => attempt.Operation).ToHashSet();
        var ends = attempts.Where(attempt => operations.Contains(attempt.Operation)).GroupBy(attempt => attempt.Operation).Select(all => all.Last()).ToList();
        trial.Say($"{cut.Count} requests were cut off; their operations ended in {Summary.OfStatuses(ends)}");
        trial.Expect("requests were cut off", cut.Count > 0, $"{cut.Count}");
        trial.Expect("each of them ended with an outcome by its retries", ends.All(end => end.IsOutcome), $"{Summary.OfStatuses(ends)}");
    }
}
