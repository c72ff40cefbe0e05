using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>Gathers the evidence of a trial once its faults have ended.</summary>
internal static class Conclusion
{
    private const int RetriesAtMost = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<Evidence> DrawAsync(Trial trial)
    {
        await WaitUntilReadyAsync(trial);
        await WaitUntilExecutedAsync(trial);
        await trial.Recorder.CatchUpAsync();

        var apis = trial.Apis.Where(api => api.IsRunning).Select(api => api.Client).ToList();
        var sources = new IOutcomeSource[] { new StatusResource(apis), new RetryWithKey(apis), new EventLog(trial.Recorder.Read()) };
        var resolutions = await new Resolver(sources).ResolveAsync(trial.Log.ToList());
        trial.Say($"left in the dark: {resolutions.Count}; known from: {string.Join(", ", resolutions.CountBy(resolution => resolution.Source))}");

        // Whatever the operation's URL says, a retry with the key must say, too; the checker compares them.
        await new Resolver(new RetryWithKey(apis)).ResolveAsync(Some(trial.Log.ToList()));

        await WaitUntilExecutedAsync(trial);
        await trial.Recorder.CatchUpAsync();
        var records = trial.Recorder.Read();

        return new Evidence
        {
            Attempts = trial.Log.ToList(),
            Resolutions = resolutions,
            Users = await trial.Surroundings.Database.ReadUsersAsync(),
            Inbox = await trial.Surroundings.Database.ReadInboxAsync(),
            Commands = records.Commands,
            Events = records.Events,
            Replies = records.Replies,
            DeadLetters = records.DeadLetters,
            Lag = await trial.Recorder.GetLagAsync(),
            IsRepartitioned = trial.IsRepartitioned,
            Logs = trial.MeasureLogs(),
            Accounts = await Task.WhenAll(trial.Apis.Where(api => api.IsRunning).Select(ReadAccountAsync)),
        };
    }

    private static List<Attempt> Some(IReadOnlyList<Attempt> attempts) =>
    [
        .. attempts.GroupBy(attempt => attempt.Operation)
            .Where(operation => operation.First().Key is not null && operation.All(attempt => attempt.IsUnknown))
            .Take(RetriesAtMost)
            .SelectMany(operation => operation),
    ];

    // One that does not come back is a finding; what it did meanwhile may say why.
    public static async Task WaitUntilReadyAsync(Trial trial)
    {
        try
        {
            await trial.WaitUntilReadyAsync(Limit);
        }
        catch (TimeoutException)
        {
            trial.Expect("all services are ready once the faults have ended", holds: false, $"not within {Limit.TotalSeconds:0} s");
        }
    }

    // Where that never happens, the checker says which partitions and which commands.
    private static async Task WaitUntilExecutedAsync(Trial trial)
    {
        var lag = await trial.Recorder.GetLagAsync();

        if (!await Wait.UpToAsync(Limit, async () => (lag = await trial.Recorder.GetLagAsync()).Values.All(left => left == 0)))
        {
            trial.Say($"still not committed: {string.Join(", ", lag.Where(left => left.Value != 0))}");
        }
    }

    // A request whose client has hung up may take a moment to end.
    public static async Task<RequestAccount> ReadAccountAsync(Service api)
    {
        var account = await ReadAsync();
        await Wait.UpToAsync(Rest, async () => (account = await ReadAsync()) is { InFlight: 0, KafkaPending: 0 });

        return account;

        async Task<RequestAccount> ReadAsync()
        {
            var measured = await api.Client.MeasureAsync();

            return new RequestAccount(api.Name)
            {
                Started = measured["users_api_requests_started_total"],
                InFlight = measured["users_api_requests_in_flight"],
                Finished = measured.ByLabel("users_api_requests_finished_total"),
                KafkaStarted = measured["kafka_rider_requests_started_total"],
                KafkaFinished = measured.Sum("kafka_rider_requests_finished_total"),
                KafkaPending = measured["kafka_rider_requests_pending"],
                IsWhole = api.IsWhole,
            };
        }
    }
}
