using System.Diagnostics;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C18, the group.</summary>
public sealed class RebalanceRegistrations() : RegistrationScenario(
    "C18d",
    "a host of registrations leaves or joins about every 2 s, for 30 s",
    "no answers but outcomes, 503 and 504",
    Capabilities.RealBroker)
{
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, registrationHosts: 3);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 100);
        var started = Stopwatch.GetTimestamp();
        var changes = 0;

        while (Stopwatch.GetElapsedTime(started) < Storm)
        {
            // The first one stays, so that there is always somebody.
            var service = trial.RegistrationHosts[1 + (changes++ / 2 % 2)];
            await (service.IsRunning ? service.StopAsync() : service.StartAsync(cancellationToken));
            await Task.Delay(Interval, cancellationToken);
        }

        await Task.WhenAll(trial.RegistrationHosts.Where(host => !host.IsRunning).Select(host => host.StartAsync(cancellationToken)));
        await GoOnAsync(load, 100);
        await load.StopAsync();
        trial.Say($"{changes} changes of the group");
        ExpectNoOtherAnswers(trial);
    }
}
