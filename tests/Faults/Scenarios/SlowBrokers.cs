using Users.AppHost.Processes;
using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F10.</summary>
public sealed class SlowBrokers() : Scenario(
    "F10",
    "a broker stopped for 20 s; 100 ms more latency; 3 Mbit/s",
    "no false 201; p99 of the accepted below the deadline; back to normal afterwards",
    Capabilities.RealBroker)
{
    private const int BytesPerSecond = 3_000_000 / 8;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(60);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Surroundings.Cluster;
        var (apiLink, consumerLink) = (cluster.Links["a"], cluster.Links["b"]);
        await trial.StartAsync(apis: 2, consumers: 1, apiLink, consumerLink);
        await using var load = trial.CreateLoad();
        load.Start();
        var before = await MeasureAsync(trial, load, "before");

        cluster.Nodes[0].Send(UnixSignal.Stop);
        await Task.Delay(2 * Phase, cancellationToken);
        cluster.Nodes[0].Send(UnixSignal.Continue);
        var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
        trial.Say($"{recovery.TotalSeconds:0.0} s to recover from a broker that was stopped");
        await cluster.WaitUntilWholeAsync();

        apiLink.Conditions.Delay = consumerLink.Conditions.Delay = TimeSpan.FromMilliseconds(50);
        await MeasureAsync(trial, load, "with 100 ms more for each round trip");
        apiLink.Conditions.Heal();
        consumerLink.Conditions.Heal();

        apiLink.Conditions.BytesPerSecond = consumerLink.Conditions.BytesPerSecond = BytesPerSecond;
        await MeasureAsync(trial, load, "with 3 Mbit/s");
        apiLink.Conditions.Heal();
        consumerLink.Conditions.Heal();

        await RecoverAsync(trial, DateTimeOffset.UtcNow);
        var normal = before * 3 + TimeSpan.FromMilliseconds(50);
        var after = TimeSpan.MaxValue;
        // Others may use the machine for a while; what is wrong for good stays.
        await Wait.UpToAsync(ReturnLimit, async () => (after = await MeasureAsync(trial, load, "after")) < normal);
        await load.StopAsync();

        var accepted = trial.Log.ToList().Where(attempt => attempt.IsOutcome).ToList();
        var p99 = Summary.Percentile(accepted, 0.99);
        trial.Expect("p99 of the accepted is below the deadline", p99 < Deadline, $"{p99.TotalMilliseconds:0} ms");
        trial.Expect(
            "the median is back to normal",
            after < normal,
            $"{before.TotalMilliseconds:0} ms before, {after.TotalMilliseconds:0} ms after");
    }

    private static async Task<TimeSpan> MeasureAsync(Trial trial, LoadClient load, string when)
    {
        var from = DateTimeOffset.UtcNow;
        await GoOnAsync(load, 300);
        IReadOnlyList<Attempt> attempts = Between(trial, from, DateTimeOffset.UtcNow);
        var median = Summary.Percentile(attempts, 0.5);
        trial.Say($"{when}: {Summary.OfStatuses(attempts)}, p50 {median.TotalMilliseconds:0} ms, p99 {Summary.Percentile(attempts, 0.99).TotalMilliseconds:0} ms");

        return median;
    }
}
