using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F42.</summary>
public sealed class SmallPackets() : Scenario(
    "F42",
    "max_allowed_packet of 64 KB and long names, many at once; the limit is raised and lowered again while the sessions are ended",
    "batches are executed in parts; nothing is held up, nothing goes to the dead letters, the log stays small")
{
    private const int Connections = 64;
    private const int FewLines = 50;
    private const int Small = 64 * 1024;
    private const int Usual = 16 * 1024 * 1024;
    private static readonly string LongName = new('\u6f22', 220);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(3);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var database = trial.Surroundings.Database;

        try
        {
            await SetLimitAsync(database, Small);
            await trial.StartAsync(apis: 1, consumers: 1);
            await using var load = trial.CreateLoad(new LoadPlan(Id, trial.Seed) { Padding = LongName }, Connections, pauseMilliseconds: 10);
            load.Start();
            await GoOnAsync(load, 200);

            foreach (var limit in new[] { Small, Usual, Small })
            {
                await SetLimitAsync(database, limit);
                await database.EndSessionsAsync();
                await GatherAsync(trial, cancellationToken);
                await GoOnAsync(load, 200);
            }

            await load.StopAsync();
        }
        finally
        {
            await SetLimitAsync(database, Usual);
        }

        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        var lines = File.ReadLines(trial.FindOutput(trial.Consumers[0])).Count(line =>
            line.Contains("BatchExecutor", StringComparison.Ordinal) || line.Contains("WriterState", StringComparison.Ordinal));
        trial.Expect("no dead letters", letters == 0, $"{letters}");
        trial.Expect("the store writes a few lines to the log", lines <= FewLines, $"{lines}");
    }

    // While one waits for a lock, the others become one batch, which is larger than the limit.
    private static async Task GatherAsync(Trial trial, CancellationToken cancellationToken)
    {
        var name = $"F42 held {Guid.NewGuid():N}";

        await using (await trial.Surroundings.Database.HoldNameAsync(name))
        {
            await Task.WhenAll(
                Task.Delay(Held, cancellationToken),
                trial.Apis[0].Client.SendAsync(new PlannedOperation(-1, name, $"F42-{Guid.NewGuid():N}")));
        }
    }

    private static Task SetLimitAsync(UsersDatabase database, int bytes) =>
        database.ExecuteAsync(FormattableString.Invariant($"SET GLOBAL max_allowed_packet = {bytes}"));
}
