using Users.AppHost.Processes;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>C20.</summary>
public sealed class ShowRegistrations() : RegistrationScenario(
    "C20",
    "none: thousands of registrations, one of a hundred of which is refused",
    "each instance shows the steps that the log tells; who follows one sees each change in order; what has ended is remembered, and then forgotten; memory is flat")
{
    private const int Followed = 10;
    private const long MegaByte = 1024 * 1024;
    private const long GrowthLimit = 150 * MegaByte;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // One of a hundred.
    private static readonly IReadOnlyList<string> OneOfAHundred = [.. Enumerable.Repeat(Good, 99), Unknown];

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await StartAsync(trial, settings: new() { ["Inbox__PurgeInterval"] = "00:00:01" });
        var plan = new LoadPlan(Id, trial.Seed) { CollidingShare = 0, PromoCodes = OneOfAHundred };

        await using (var load = trial.CreateLoad(plan, connections: 16, pauseMilliseconds: 2))
        {
            load.Start();
            await Wait.UntilAsync(() => load.Finished >= trial.RegistrationCount / 4, "the load is under way", Limit);
            var before = await ProcessMemory.MeasureAsync(trial.Apis);
            await Wait.UntilAsync(() => load.Finished >= trial.RegistrationCount, "all are answered", Limit);
            var growth = await ProcessMemory.MeasureAsync(trial.Apis) - before;
            trial.Expect("memory of the APIs is flat", growth < GrowthLimit, $"{growth / MegaByte} MB more than after a quarter");
            await load.StopAsync();
        }

        ExpectNoOtherAnswers(trial);
        await FollowAsync(trial, plan);
        await new ForgottenRegistration(trial, Id).CheckAsync();
    }

    // The service of promo codes stands still until each is followed, so that the changes after that come while somebody looks.
    private static async Task FollowAsync(Trial trial, LoadPlan plan)
    {
        var operations = Enumerable.Range(0, Followed).Select(_ => plan.NextUniqueKeyed()).ToList();
        var ids = operations.Select(operation => OperationId.Of(operation.Key!, operation.Kind)).ToList();
        trial.PromotionHosts[0].Send(UnixSignal.Stop);
        var sending = operations.Select(trial.Apis[0].Client.SendAsync).ToList();
        await Wait.UntilAsync(
            async () => (await Task.WhenAll(ids.Select(trial.Apis[1].Client.ReadOperationAsync))).All(shown => shown.Steps.Contains("promo running", StringComparison.Ordinal)),
            "they have come to the second step", TimeSpan.FromSeconds(30));
        var following = trial.Apis.SelectMany(api => ids.Select(api.Client.FollowAsync)).ToList();
        trial.PromotionHosts[0].Send(UnixSignal.Continue);
        var followed = await Task.WhenAll(following);
        await Task.WhenAll(sending);
        await trial.Recorder.CatchUpAsync();
        var told = trial.Recorder.Registrations.GetSteps();
        var wrong = followed.Where(shown => !Follow(shown).SequenceEqual(Distinct(told[shown[0].Id].Select(steps => steps.Steps)))).ToList();
        trial.Expect(
            $"each change of {Followed} registrations is shown in order on each instance", wrong.Count == 0,
            $"{wrong.Count} of {followed.Length} differ{string.Concat(wrong.Take(1).Select(shown => $": {string.Join(" | ", Follow(shown))} instead of {string.Join(" | ", told[shown[0].Id].Select(steps => steps.Steps))}"))}");
    }

    // The first event says how far it is; before it has begun there are no steps.
    private static List<string> Follow(IReadOnlyList<ShownOperation> shown) => Distinct(shown.Select(one => one.Steps).Where(steps => steps.Length > 0));

    private static List<string> Distinct(IEnumerable<string> steps) =>
        steps.Aggregate(new List<string>(), (some, next) => some is [.., var last] && last == next ? some : [.. some, next]);
}
