using Users.Contracts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C18, replies to clients. What steps reply goes over another topic, and arrives.</summary>
public sealed class RefuseRegistrationReplies() : RegistrationScenario(
    "C18c",
    "the brokers take no replies to clients while users register",
    "whoever waited in vain is told the outcome from the log; no answers but outcomes and 504; no dead letters",
    Capabilities.RealBroker)
{
    private const string MaxBytes = "max.message.bytes";
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 100);

        await trial.Surroundings.ConfigureTopicAsync(Topics.Replies, MaxBytes, "1");
        var from = DateTimeOffset.UtcNow;
        await Task.Delay(Outage, cancellationToken);
        var to = DateTimeOffset.UtcNow;
        await trial.Surroundings.ConfigureTopicAsync(Topics.Replies, MaxBytes, null);
        var recovery = await RecoverAsync(trial, to);
        await GoOnAsync(load, 100);
        await load.StopAsync();

        var during = Between(trial, from, to);
        trial.Say($"meanwhile: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect("requests waited in vain", during.Any(attempt => attempt.Duration >= Deadline), $"{during.Count(attempt => attempt.Duration >= Deadline)} of {during.Count}");
        trial.Expect("no answer but outcomes and 504", during.All(attempt => attempt.IsOutcome || attempt.Status == 504), $"{Summary.OfStatuses(during)}");
    }
}
