using Users.AppHost;
using Users.Bench.CommandLine;
using Users.Bench.Load;
using Users.Bench.Measuring;
using Users.Bench.Reporting;
using Users.Bench.Systems;

namespace Users.Bench;

/// <summary>The whole run, from starting the broker and the database to the report.</summary>
internal sealed class Benchmark(BenchOptions options, TextWriter console)
{
    private const int BrokerWarmUps = 3;
    private static readonly int[] GrowthConnections = [32, 128];
    private static readonly int[] MessageBytes = [200, 2_000, 20_000];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Local, "bench")).FullName;
        var results = await Results.OpenAsync(Path.Combine(folder, "results.json"), cancellationToken);

        if (!options.ReportOnly)
        {
            await MeasureAsync(folder, results, cancellationToken);
        }

        await ReportFile.WriteAsync(options.Report, new Report(results.Content).Render(), cancellationToken);
    }

    private async Task MeasureAsync(string folder, Results results, CancellationToken cancellationToken)
    {
        if (WrkLoad.Missing is { } missing)
        {
            throw new StartupException(missing);
        }

        var main = ChooseSystems();
        await using var rig = await Rig.StartAsync(folder, console.WriteLine, cancellationToken);
        var facts = await MachineFacts.ReadAsync(rig, cancellationToken);
        results.Content.Machine = facts.ToDictionary();
        var commit = await MachineFacts.CommitAsync();
        var isWarm = false;

        foreach (var name in options.Sections)
        {
            console.WriteLine($"measuring: {name}");
            var section = new SectionResult(DateTimeOffset.UtcNow, commit, options.Rounds, options.Seconds, options.WarmUpSeconds);
            results.Content.Sections[name] = section;
            var rounds = new Rounds(rig, section, () => results.SaveAsync(cancellationToken), console.WriteLine);

            // A broker that has just started is slow for a while, as every Java program is.
            if (!isWarm && name != BenchOptions.Parts)
            {
                await rounds.WarmUpAsync(AllSystems.CreateInstances(1), BrokerWarmUps * options.WarmUpSeconds, cancellationToken);
                isWarm = true;
            }

            switch (name)
            {
                case BenchOptions.Main:
                    await RunAsync(main, options.Connections);
                    break;
                case BenchOptions.Sizes:
                    await RunAsync([.. MessageBytes.Select(AllSystems.CreateBlobs)], GrowthConnections);
                    break;
                case BenchOptions.Instances:
                    await RunAsync([.. Enumerable.Range(1, 4).Select(AllSystems.CreateInstances)], GrowthConnections);
                    break;
                case BenchOptions.Tables:
                    var tables = options.Rows.Select(rows => new FilledTables(rows)).ToList();
                    await RunAsync([.. tables.Select(table => table.CreateSystem())], GrowthConnections);
                    await Task.WhenAll(tables.Select(table => table.DropAsync(rig, cancellationToken)));
                    break;
                case BenchOptions.Parts:
                    section.Text = await MicroBenchmarks.RunAsync(rig, console.WriteLine, cancellationToken);
                    break;
            }

            await results.SaveAsync(cancellationToken);

            async Task RunAsync(IReadOnlyList<BenchSystem> systems, IReadOnlyList<int> connections)
            {
                foreach (var system in systems)
                {
                    (system.Missing is null ? section.Titles : section.Missing).Add(system.Name, system.Missing ?? system.Title);
                }

                await rounds.RunAsync([.. systems.Where(system => system.Missing is null)], connections, cancellationToken);
            }
        }
    }

    private List<BenchSystem> ChooseSystems()
    {
        var all = AllSystems.Create();
        var unknown = options.Only.Except(all.Select(system => system.Name)).ToList();

        return unknown.Count == 0
            ? [.. all.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Name))]
            : throw new StartupException($"--only names {string.Join(", ", unknown)}; there are {string.Join(", ", all.Select(system => system.Name))}");
    }
}
