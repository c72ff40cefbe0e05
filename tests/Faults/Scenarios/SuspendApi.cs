using Users.AppHost.Processes;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F6.</summary>
public sealed class SuspendApi() : Scenario(
    "F6",
    "SIGSTOP an API instance for 10 s, then SIGCONT",
    "requests that expired are answered once, 504; nothing is written to a closed response; nothing leaks")
{
    private static readonly TimeSpan Suspension = TimeSpan.FromSeconds(10);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 2, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        // The consumer first, so that requests are open when the API stops.
        trial.Consumers[0].Send(UnixSignal.Stop);
        await Wait.UntilAsync(() => load.InFlight == load.Connections, "every connection awaits an answer", TimeSpan.FromSeconds(30));
        var stopped = DateTimeOffset.UtcNow;
        trial.Apis[0].Send(UnixSignal.Stop);
        trial.Consumers[0].Send(UnixSignal.Continue);
        await Task.Delay(Suspension, cancellationToken);
        trial.Apis[0].Send(UnixSignal.Continue);
        var resumed = DateTimeOffset.UtcNow;
        await GoOnAsync(load, 300);
        await load.StopAsync();

        var open = trial.Log.ToList()
            .Where(attempt => attempt.Instance == trial.Apis[0].Name && attempt.StartedAt < stopped && attempt.EndedAt > resumed)
            .ToList();
        trial.Say($"open during the suspension: {Summary.OfStatuses(open)}");
        trial.Expect("requests were open during the suspension", open.Count > 0, $"{open.Count}");
        trial.Expect("each got one answer", open.All(attempt => attempt.IsOutcome || attempt.Status == 504), $"{Summary.OfStatuses(open)}");

        var errors = File.ReadLines(trial.FindOutput(trial.Apis[0])).Count(line => line.Contains(" fail: ", StringComparison.Ordinal));
        trial.Expect("the API logged no error", errors == 0, $"{errors} errors");
    }
}
