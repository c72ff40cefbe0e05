using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>A fault while users register with promo codes: whatever happens, each has both, or neither.</summary>
/// <param name="id">The number in the list of checks of registrations.</param>
/// <param name="fault">What happens.</param>
/// <param name="asks">What must hold besides the rules.</param>
/// <param name="needs">What it needs of the brokers.</param>
/// <param name="isQuick">Whether it is part of the quick subset.</param>
public abstract class RegistrationScenario(string id, string fault, string asks, Capabilities needs = Capabilities.None, bool isQuick = false)
    : Scenario(id, fault, asks, needs, isQuick)
{
    protected const string Good = "GOOD";
    protected const string Scarce = "SCARCE";
    protected const string Expired = "EXPIRED";
    protected const string Unknown = "UNKNOWN";

    private const int ScarceLimit = 40;

    /// <summary>Gets the usual codes: most registrations get what they ask for.</summary>
    protected static IReadOnlyList<string> Codes { get; } = [Good, Good, Good, Good, Good, Scarce, Expired, Unknown];

    public override Task<IReadOnlyList<Tally>> ConcludeAsync(Trial trial) => RegistrationConclusion.DrawAsync(trial);

    /// <summary>Starts all services, and makes the codes.</summary>
    protected static async Task StartAsync(Trial trial, int apis = 2, int consumers = 1, int promotionHosts = 1, int registrationHosts = 2, Settings? settings = null)
    {
        await trial.StartAsync(apis, consumers, promotionHosts, registrationHosts, settings);
        await trial.Surroundings.Registrations.AddCodeAsync(Good, limit: 1_000_000);
        await trial.Surroundings.Registrations.AddCodeAsync(Scarce, ScarceLimit);
        await trial.Surroundings.Registrations.AddCodeAsync(Expired, limit: 1_000_000, isExpired: true);
    }

    protected LoadClient CreateRegistrations(Trial trial, int connections = 12, IReadOnlyList<string>? codes = null)
    {
        ArgumentNullException.ThrowIfNull(trial);

        return trial.CreateLoad(new LoadPlan(Id, trial.Seed) { KeyedShare = 1, PromoCodes = codes ?? Codes }, connections);
    }

    /// <summary>Notes whether all answers were outcomes, or said to come again.</summary>
    protected static void ExpectNoOtherAnswers(Trial trial)
    {
        var answers = trial.Log.ToList().Where(attempt => attempt.Status is not null).ToList();
        trial.Expect("no answers but outcomes, 503 and 504", answers.All(answer => answer.IsOutcome || answer.Status is 503 or 504), $"{Summary.OfStatuses(answers)}");
    }

    /// <summary>Kills a service while load is on, and has it come back.</summary>
    protected static async Task BounceAsync(Service service, LoadClient load, CancellationToken cancellationToken)
    {
        await service.KillAsync();
        await service.StartAsync(cancellationToken);
        await GoOnAsync(load, 40);
    }
}
