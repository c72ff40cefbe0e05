using Users.Bench.Load;
using Users.Bench.Measuring;

namespace Users.Bench.Systems;

/// <summary>A system that is up, and what it uses.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Rig _rig;
    private readonly BenchSystem _system;
    private readonly IReadOnlyList<Part> _parts;
    private readonly ILoad _load;
    private long _answered;
    private long _cutOff;

    private RunningSystem(Rig rig, BenchSystem system, IReadOnlyList<Part> parts)
    {
        _rig = rig;
        _system = system;
        _parts = parts;
        _load = BenchSystem.CreateLoad(parts);
    }

    /// <summary>Gets how many processes do the same.</summary>
    public int Instances => _parts.GroupBy(part => part.Role).Max(role => role.Count());

    public static async Task<RunningSystem> StartAsync(Rig rig, BenchSystem system, CancellationToken cancellationToken)
    {
        var running = new RunningSystem(rig, system, system.CreateParts(rig));

        try
        {
            foreach (var part in running._parts)
            {
                await part.Server.StartAsync(cancellationToken);
            }
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }

        return running;
    }

    public async Task<LoadResult> LoadAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var result = await _load.RunAsync(plan, cancellationToken);
        _answered += result.Answered;
        _cutOff += plan.Connections;

        return result;
    }

    public async Task<Measurement> MeasureAsync(int round, LoadPlan plan, CancellationToken cancellationToken)
    {
        var before = await ReadUseAsync(cancellationToken);
        var result = await LoadAsync(plan, cancellationToken);
        var after = await ReadUseAsync(cancellationToken);

        return new Measurement(_system.Name, round, plan, result, [.. after.Zip(before, (late, early) => late with
        {
            CpuSeconds = late.CpuSeconds - early.CpuSeconds,
            AllocatedBytes = late.AllocatedBytes - early.AllocatedBytes,
            PauseSeconds = late.PauseSeconds - early.PauseSeconds,
        })]);
    }

    /// <summary>Compares the rows with the answers, once what was under way has ended.</summary>
    public async Task<RowCheck> CheckRowsAsync(int round, CancellationToken cancellationToken)
    {
        var rows = await _rig.CountUsersAsync(cancellationToken);

        for (var before = -1L; rows != before;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            (before, rows) = (rows, await _rig.CountUsersAsync(cancellationToken));
        }

        return new RowCheck(_system.Name, round, _answered, rows, _cutOff);
    }

    public async ValueTask DisposeAsync()
    {
        // Those in front first, as nothing is to be asked of a part that is gone.
        foreach (var role in _parts.Reverse().GroupBy(part => part.Role))
        {
            await Task.WhenAll(role.Select(part => part.Server.StopAsync(Grace)));
        }
    }

    private async Task<IReadOnlyList<RoleUse>> ReadUseAsync(CancellationToken cancellationToken)
    {
        var uses = new List<RoleUse>();

        foreach (var role in _parts.GroupBy(part => part.Role))
        {
            var counters = await Task.WhenAll(
                role.Select(part => part.Port).OfType<int>().Select(port => RuntimeCounters.ReadAsync(port, cancellationToken)));
            uses.Add(new RoleUse(
                role.Key,
                role.Count(),
                role.Sum(part => ProcessorTime.Seconds(part.Server.ProcessId)),
                counters.Sum(counter => counter.AllocatedBytes),
                counters.Sum(counter => counter.PauseSeconds)));
        }

        if (_rig.Kafka.Process is { } kafka && uses.All(use => use.Role != BenchSystem.Broker))
        {
            uses.Add(new RoleUse(BenchSystem.Broker, 1, ProcessorTime.Seconds(kafka.ProcessId), 0, 0));
        }

        if (_rig.Database.Process is { } database)
        {
            uses.Add(new RoleUse(BenchSystem.Database, 1, ProcessorTime.Seconds(database.ProcessId), 0, 0));
        }

        return uses;
    }
}
