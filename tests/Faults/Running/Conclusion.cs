using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>Gathers the evidence of a trial once its faults have ended.</summary>
internal static class Conclusion
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<Evidence> DrawAsync(Trial trial)
    {
        await trial.WaitUntilReadyAsync(Limit);
        await WaitUntilExecutedAsync(trial);
        await trial.Recorder.CatchUpAsync();

        var apis = trial.Apis.Where(api => api.IsRunning).Select(api => api.Client).ToList();
        var resolver = new Resolver(new RetryWithKey(apis), new EventLog(trial.Recorder));
        var resolutions = await resolver.ResolveAsync(trial.Log.ToList());

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
            Accounts = await Task.WhenAll(trial.Apis.Where(api => api.IsRunning).Select(ReadAccountAsync)),
        };
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
    private static async Task<RequestAccount> ReadAccountAsync(Service api)
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
