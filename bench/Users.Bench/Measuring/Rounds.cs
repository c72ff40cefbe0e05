using Users.Bench.CommandLine;
using Users.Bench.Load;
using Users.Bench.Systems;

namespace Users.Bench.Measuring;

/// <summary>Lets the systems take turns. Each is up during its own turn only, in fresh processes and from empty tables and topics.</summary>
internal sealed class Rounds(Rig rig, BenchOptions options, Action<string> report)
{
    private const int WarmUpConnections = 64;

    public List<Measurement> Measurements { get; } = [];

    public List<RowCheck> RowChecks { get; } = [];

    public async Task RunAsync(IReadOnlyList<BenchSystem> systems, CancellationToken cancellationToken)
    {
        for (var round = 1; round <= options.Rounds; round++)
        {
            // Back and forth, so that a machine that becomes slower or faster meanwhile favours nobody.
            foreach (var system in round % 2 == 1 ? systems : systems.Reverse())
            {
                await TakeTurnAsync(system, round, cancellationToken);
            }
        }
    }

    private async Task TakeTurnAsync(BenchSystem system, int round, CancellationToken cancellationToken)
    {
        await rig.ClearAsync(cancellationToken);
        await using var running = await RunningSystem.StartAsync(rig, system, cancellationToken);
        await running.LoadAsync(new LoadPlan(WarmUpConnections, options.WarmUpSeconds), cancellationToken);

        foreach (var connections in options.Connections)
        {
            var measurement = await running.MeasureAsync(round, new LoadPlan(connections, options.Seconds), cancellationToken);
            Measurements.Add(measurement);
            report($"round {round}: {system.Name} at {connections}: {measurement.Load.PerSecond:0}/s, p50 {measurement.Load.P50:0.0} ms, {measurement.Load.Errors} errors");
        }

        if (system.StoresUsers)
        {
            var check = await running.CheckRowsAsync(round, cancellationToken);
            RowChecks.Add(check);

            if (!check.IsGood)
            {
                report($"round {round}: {system.Name} answered 201 {check.Answered} times, but has {check.Rows} users");
            }
        }
    }
}
