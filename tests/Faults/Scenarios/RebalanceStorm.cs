using System.Diagnostics;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F17.</summary>
public sealed class RebalanceStorm() : Scenario(
    "F17",
    "a consumer leaves or joins about every 2 s, for 45 s",
    "nothing lost, no row twice, no 409 for one's own success, p99 below the deadline",
    Capabilities.RealBroker)
{
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 3);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);
        var started = Stopwatch.GetTimestamp();
        var changes = 0;

        while (Stopwatch.GetElapsedTime(started) < Storm)
        {
            // The first one stays, so that there is always somebody.
            var service = trial.Consumers[1 + (changes / 2 % 2)];
            changes++;

            if (service.IsRunning)
            {
                await service.StopAsync();
            }
            else
            {
                await service.StartAsync(cancellationToken);
            }

            await Task.Delay(Interval, cancellationToken);
        }

        await Task.WhenAll(trial.Consumers.Where(consumer => !consumer.IsRunning).Select(consumer => consumer.StartAsync(cancellationToken)));
        await load.StopAsync();

        var accepted = trial.Log.ToList().Where(attempt => attempt.IsOutcome).ToList();
        var p99 = Summary.Percentile(accepted, 0.99);
        trial.Say($"{changes} changes of the group");
        trial.Expect("p99 of the accepted is below the deadline", p99 < Deadline, $"{p99.TotalMilliseconds:0} ms");
        var all = trial.Log.ToList();
        trial.Expect("no answer but outcomes, 503 and 504", all.All(attempt => attempt.IsOutcome || attempt.Status is 503 or 504), $"{Summary.OfStatuses(all)}");
    }
}
