using Users.Bench.Load;
using Users.Bench.Systems;

namespace Users.Bench.Measuring;

/// <summary>Lets the systems take turns. Each is up during its own turn only, in fresh processes and from empty topics.</summary>
internal sealed class Rounds(Rig rig, SectionResult section, Func<Task> save, Action<string> report)
{
    private const int WarmUpConnections = 64;
    private const int HalfLoadConnections = 128;

    private double? _halfLoad;

    public async Task RunAsync(IReadOnlyList<BenchSystem> all, IReadOnlyList<int> connections, CancellationToken cancellationToken)
    {
        foreach (var system in all)
        {
            (system.Missing is null ? section.Titles : section.Missing).Add(system.Name, system.Missing ?? system.Title);
        }

        var systems = all.Where(system => system.Missing is null).ToList();

        for (var round = 1; round <= section.Rounds; round++)
        {
            // Back and forth, so that a machine that becomes slower or faster meanwhile favours nobody. The first round runs backwards:
            // ours needs to know what the peer can do.
            foreach (var system in round % 2 == 1 ? Enumerable.Reverse(systems) : systems)
            {
                await TakeTurnAsync(system, round, connections, cancellationToken);
                await save();
            }
        }
    }

    private async Task TakeTurnAsync(BenchSystem system, int round, IReadOnlyList<int> connections, CancellationToken cancellationToken)
    {
        await rig.ClearAsync(cancellationToken);
        await system.PrepareAsync(rig, cancellationToken);
        await using var running = await RunningSystem.StartAsync(rig, system, cancellationToken);

        // On the same processors two take twice as long to compile what one compiles.
        await running.LoadAsync(new LoadPlan(WarmUpConnections, section.WarmUpSeconds * running.Instances), cancellationToken);

        foreach (var number in connections)
        {
            await MeasureAsync(running, round, new LoadPlan(number, section.Seconds), cancellationToken);
        }

        // Latencies compare at the same load only: half of what the slower one can do.
        if (system.Name == AllSystems.Rabbit)
        {
            _halfLoad ??= section.Measurements.LastOrDefault(m => m.Plan.Connections == HalfLoadConnections)?.Load.PerSecond / 2;
        }

        if (_halfLoad is { } perSecond && system.Name is AllSystems.Rabbit or AllSystems.Ours)
        {
            await MeasureAsync(
                running, round, new LoadPlan(HalfLoadConnections, section.Seconds) { PerSecond = perSecond }, cancellationToken);
        }

        if (system.StoresUsers)
        {
            await CheckAsync(running, round, cancellationToken);
        }
    }

    private async Task MeasureAsync(RunningSystem running, int round, LoadPlan plan, CancellationToken cancellationToken)
    {
        var measurement = await running.MeasureAsync(round, plan, cancellationToken);
        section.Measurements.Add(measurement);
        report($"round {round}: {measurement.System} at {plan}: {measurement.Load}");
    }

    private async Task CheckAsync(RunningSystem running, int round, CancellationToken cancellationToken)
    {
        var check = await running.CheckRowsAsync(round, cancellationToken);
        section.RowChecks.Add(check);

        if (!check.IsGood)
        {
            report($"round {round}: {check.System} answered 201 {check.Answered} times, but has {check.Rows} users");
        }
    }
}
