using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F25. The cap is set low, and ten times as many connections ask without a pause.</summary>
public sealed class Overload() : Scenario(
    "F25",
    "ten times as many requests at once as the API is told to take, for 40 s",
    "503 with Retry-After; never more in flight than the cap; p99 of the accepted below the deadline; memory flat")
{
    private const int Cap = 24;
    private const int Connections = 240;
    private const long MegaByte = 1024 * 1024;
    private const long GrowthLimit = 150 * MegaByte;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 1, consumers: 1, settings: new Settings { ["Kafka__RequestClient__MaxPending"] = $"{Cap}" });
        var api = trial.Apis[0];
        await using var load = trial.CreateLoad(connections: Connections, pauseMilliseconds: 5);
        load.Start();
        await Task.Delay(WarmUp, cancellationToken);
        var before = await ProcessMemory.MeasureAsync(trial.Apis);
        var until = DateTimeOffset.UtcNow + Length;
        var most = 0L;

        while (DateTimeOffset.UtcNow < until)
        {
            most = Math.Max(most, (await api.Client.MeasureAsync())["kafka_rider_requests_pending"]);
            await Task.Delay(Interval, cancellationToken);
        }

        var growth = await ProcessMemory.MeasureAsync(trial.Apis) - before;
        await load.StopAsync();

        var attempts = trial.Log.ToList();
        var refused = attempts.Where(attempt => attempt.Status == 503).ToList();
        var p99 = Summary.Percentile(attempts.Where(attempt => attempt.IsOutcome), 0.99);
        trial.Expect("what is too much is refused with 503 and Retry-After", refused.Count > 0 && refused.All(attempt => attempt.RetryAfter), $"{Summary.OfStatuses(attempts)}");
        trial.Expect("no answer but outcomes and 503", attempts.All(attempt => attempt.IsOutcome || attempt.Status == 503), $"{Summary.OfStatuses(attempts)}");
        trial.Expect($"at most {Cap} in flight", most is > 0 and <= Cap, $"{most}");
        trial.Expect("p99 of the accepted is below the deadline", p99 < Deadline, $"{p99.TotalMilliseconds:0} ms");
        trial.Expect("memory is flat", growth < GrowthLimit, $"{growth / MegaByte} MB more than after 10 s");
    }
}
