using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>Gathers the evidence of a trial once its faults have ended.</summary>
internal static class Conclusion
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

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
}
