using Users.AppHost.Processes;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C14. The service of promo codes is stopped in its tracks until there are users to undo, and their database is gone by then.</summary>
public sealed class LoseUsersDuringUndo() : RegistrationScenario(
    "C14",
    "no way to the database of users while registrations are undone",
    "each instance shows them compensating, with more and more attempts; then all fail, with nothing left",
    isQuick: true)
{
    private const int Registrations = 12;
    private const int Attempts = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, settings: new() { ["Registrations__StepTimeout"] = "00:00:04", ["Registrations__CompensationAttempts"] = "100" });
        var plan = new LoadPlan(Id, trial.Seed) { PromoCodes = [Unknown] };
        var operations = Enumerable.Range(0, Registrations).Select(_ => plan.NextUniqueKeyed()).ToList();
        var ids = operations.Select(operation => OperationId.Of(operation.Key!, operation.Kind)).ToList();

        trial.PromotionHosts[0].Send(UnixSignal.Stop);
        var sending = operations.Select((operation, number) => trial.Apis[number % trial.Apis.Count].Client.SendAsync(operation)).ToList();
        await Wait.UntilAsync(async () => await CountAsync(trial, "promo running") > 0, "users are created", Limit);
        trial.Surroundings.DatabaseConditions.Lose(requests: true, answers: true);
        trial.PromotionHosts[0].Send(UnixSignal.Continue);

        foreach (var api in trial.Apis)
        {
            IReadOnlyList<ShownOperation> shown = [];
            var isShown = await Wait.UpToAsync(Limit, async () =>
            {
                shown = await Task.WhenAll(ids.Select(api.Client.ReadOperationAsync));
                return shown.All(IsCompensating);
            });
            trial.Expect($"{api.Name} shows them compensating, tried {Attempts} times", isShown, $"{string.Join("; ", shown.Select(one => $"{one.Status}: {one.Steps}").Distinct())}");
        }

        trial.Surroundings.DatabaseConditions.Heal();
        var answers = await Task.WhenAll(sending);
        var rows = (IReadOnlyList<RegistrationRow>)[];
        await Wait.UpToAsync(Limit, async () => (rows = await trial.Surroundings.Registrations.ReadRowsAsync()).All(row => row.HasEnded));
        trial.Expect("each has failed in the end", rows.Count == Registrations && rows.All(row => row.State == "failed"), $"{string.Join(", ", rows.CountBy(row => row.State))}");
        trial.Expect("nobody was told so before", answers.All(answer => answer.IsUnregistered || answer.Status == 504), $"{Summary.OfStatuses(answers)}");
    }

    private static async Task<int> CountAsync(Trial trial, string step) =>
        (await trial.Surroundings.Registrations.ReadRowsAsync()).Count(row => row.Steps.Contains(step, StringComparison.Ordinal));

    private static bool IsCompensating(ShownOperation shown) =>
        shown.Status == "compensating" && shown.Steps.Split(' ') is ["user", "undoing", var attempts, ..] && int.Parse(attempts.TrimEnd(','), provider: null) >= Attempts;
}
