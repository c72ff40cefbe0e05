using Users.Contracts;
using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>Gathers what a trial of registrations has left once its faults have ended, and checks it.</summary>
internal static class RegistrationConclusion
{
    // As many operations are looked at on each instance.
    private const int Sample = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly (Topic Topic, string Group)[] Commands =
    [
        (Topics.Registrations, "registrations"), (Topics.Commands, "users"), (Topics.PromotionCommands, "promotions"), (Topics.WelcomeMails, Topics.WelcomeMails.Name),
    ];

    public static async Task<IReadOnlyList<Tally>> DrawAsync(Trial trial)
    {
        await Conclusion.WaitUntilReadyAsync(trial);
        await WaitUntilEndedAsync(trial);

        var apis = trial.Apis.Where(api => api.IsRunning).Select(api => api.Client).ToList();
        var resolutions = await new Resolver(new StatusResource(apis), new RetryWithKey(apis)).ResolveAsync(trial.Log.ToList());
        trial.Say($"left in the dark: {resolutions.Count}; known from: {string.Join(", ", resolutions.CountBy(resolution => resolution.Source))}");

        // What a retry has asked for first has to come to its end, too.
        await WaitUntilEndedAsync(trial);
        await trial.Recorder.CatchUpAsync();
        var left = await trial.Surroundings.Registrations.ReadAsync(Prefix(trial));
        var evidence = trial.Recorder.Registrations.AddTo(left) with
        {
            Answers = [.. trial.Log.ToList().Select(Read).OfType<RegistrationAnswer>()],
            Unresolved = [.. resolutions.Where(resolution => resolution.State == ResolutionState.Unresolved).Select(resolution => $"operation {resolution.Operation}")],
            Shown = await LookAsync(trial, apis, left.Rows),
            ProvokedLetters = trial.ProvokedLetters,
        };
        trial.Say($"registrations: {string.Join(", ", evidence.Outcomes.DistinctBy(outcome => outcome.RegistrationId).CountBy(outcome => $"{outcome.Type} {outcome.Reason}"))}");

        return
        [
            .. Checker.CheckRequests(new Evidence
            {
                Attempts = trial.Log.ToList(),
                Logs = trial.MeasureLogs(),
                Accounts = await Task.WhenAll(trial.Apis.Where(api => api.IsRunning).Select(Conclusion.ReadAccountAsync)),
            }),
            .. RegistrationRules.Check(evidence),
        ];
    }

    // Where that never happens, the rules say which and where they are.
    private static async Task WaitUntilEndedAsync(Trial trial) => await Wait.UpToAsync(Limit, async () =>
    {
        foreach (var (topic, group) in Commands)
        {
            if ((await trial.Recorder.GetLagAsync(topic, group)).Values.Any(left => left != 0))
            {
                return false;
            }
        }

        return await trial.Surroundings.Registrations.CountOpenAsync(Prefix(trial)) == 0;
    });

    private static async Task<IReadOnlyList<ShownOperation>> LookAsync(Trial trial, IReadOnlyList<ApiClient> apis, IReadOnlyList<RegistrationRow> rows)
    {
        var sample = rows.Select(row => row.Id).ToArray();
        trial.Random.Shuffle(sample);
        var shown = await Task.WhenAll(apis.Select(api => api.ReadOperationsAsync(sample.Take(Sample))));

        return [.. shown.SelectMany(some => some)];
    }

    // Whoever is created beside them is no registration.
    private static string Prefix(Trial trial) => $"{trial.Id} ";

    private static RegistrationAnswer? Read(Attempt attempt) => attempt is { Kind: CommandKind.Register, IsOutcome: true, OperationId: { } id, Status: { } status }
        ? new(id, status, attempt.UserId, attempt.Problem)
        : null;
}
