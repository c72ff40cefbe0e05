using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C7, under load.</summary>
public sealed class KillParticipants() : RegistrationScenario(
    "C7",
    "SIGKILL the consumers of users and of promo codes and start them again, twice each, while users register",
    "no answers but outcomes, 503 and 504",
    Capabilities.RealBroker)
{
    private const int Rounds = 2;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, promotionHosts: 2);
        await using var load = CreateRegistrations(trial);
        load.Start();
        await GoOnAsync(load, 60);

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var service in trial.PromotionHosts.Concat(trial.Consumers))
            {
                await BounceAsync(service, load, cancellationToken);
            }
        }

        await load.StopAsync();
        ExpectNoOtherAnswers(trial);
    }
}
