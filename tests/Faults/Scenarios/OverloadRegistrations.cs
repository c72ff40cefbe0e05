using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C20, too much at once.</summary>
public sealed class OverloadRegistrations() : RegistrationScenario(
    "C20b",
    "ten times as many registrations at once as the API is told to take",
    "503 with Retry-After; p99 of the accepted below the deadline")
{
    private const int Cap = 12;
    private const int Connections = 120;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, apis: 1, settings: new() { ["Kafka__RequestClient__MaxPending"] = $"{Cap}" });
        await using var load = CreateRegistrations(trial, Connections);
        load.Start();
        await Task.Delay(Length, cancellationToken);
        await load.StopAsync();

        var attempts = trial.Log.ToList();
        var refused = attempts.Where(attempt => attempt.Status == 503).ToList();
        var p99 = Summary.Percentile(attempts.Where(attempt => attempt.IsOutcome), 0.99);
        trial.Expect("what is too much is refused with 503 and Retry-After", refused.Count > 0 && refused.All(attempt => attempt.RetryAfter), $"{Summary.OfStatuses(attempts)}");
        trial.Expect("no answer but outcomes and 503", attempts.All(attempt => attempt.IsOutcome || attempt.Status == 503), $"{Summary.OfStatuses(attempts)}");
        trial.Expect("p99 of the accepted is below the deadline", p99 < Deadline, $"{p99.TotalMilliseconds:0} ms");
    }
}
