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
    private static readonly int[] RegistrationConnections = [1, 32, 128];
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

        var main = Choose(AllSystems.Create());
        await using var rig = await Rig.StartAsync(folder, console.WriteLine, cancellationToken);
        var machine = new Dictionary<string, string>(await MachineFacts.ReadAsync(rig, cancellationToken));
        var hasTls = await rig.HasTlsAsync(cancellationToken);

        // That section is of a server of its own: MariaDB, with which the others are measured, has no TLS unless it is set up.
        if (options.Sections is not [BenchOptions.Tls] || results.Content.Machine.Count == 0)
        {
            results.Content.Machine = machine;
        }

        var commit = await MachineFacts.CommitAsync();
        await WarmUpAsync(rig, cancellationToken);

        foreach (var name in options.Sections)
        {
            if (name == BenchOptions.Tls && !hasTls)
            {
                console.WriteLine($"left out, as the database has no TLS: {name}");
                continue;
            }

            console.WriteLine($"measuring: {name}");
            var section = new SectionResult(DateTimeOffset.UtcNow, commit, options.Rounds, options.Seconds, options.WarmUpSeconds)
            {
                Database = name == BenchOptions.Tls ? machine["database"] : null,
            };
            results.Content.Sections[name] = section;
            var rounds = new Rounds(rig, section, () => results.SaveAsync(cancellationToken), console.WriteLine);

            switch (name)
            {
                case BenchOptions.Main:
                    await rounds.RunAsync(main, options.Connections, cancellationToken);
                    break;
                case BenchOptions.Sizes:
                    await rounds.RunAsync([.. MessageBytes.Select(AllSystems.CreateBlobs)], GrowthConnections, cancellationToken);
                    break;
                case BenchOptions.Instances:
                    await rounds.RunAsync([.. Enumerable.Range(1, 4).Select(AllSystems.CreateInstances)], GrowthConnections, cancellationToken);
                    break;
                case BenchOptions.Registrations:
                    await rounds.RunAsync(Choose(AllSystems.CreateRegistrations()), RegistrationConnections, cancellationToken);
                    break;
                case BenchOptions.Tables:
                    var tables = options.Rows.Select(rows => new FilledTables(rows)).ToList();
                    await rounds.RunAsync([.. tables.Select(table => table.CreateSystem())], GrowthConnections, cancellationToken);
                    await Task.WhenAll(tables.Select(table => table.DropAsync(rig, cancellationToken)));
                    break;
                case BenchOptions.Tls:
                    await rounds.RunAsync(AllSystems.CreateTls(), options.Connections, cancellationToken);
                    break;
                case BenchOptions.Parts:
                    section.Text = await MicroBenchmarks.RunAsync(rig, console.WriteLine, cancellationToken);
                    break;
            }

            await results.SaveAsync(cancellationToken);
        }
    }

    // A broker that has just started is slow for a while, as every Java program is.
    private async Task WarmUpAsync(Rig rig, CancellationToken cancellationToken)
    {
        console.WriteLine("warming up the broker");
        await rig.ClearAsync(cancellationToken);
        await using var running = await RunningSystem.StartAsync(rig, AllSystems.CreateInstances(1), cancellationToken);
        await running.LoadAsync(new LoadPlan(GrowthConnections[^1], BrokerWarmUps * options.WarmUpSeconds), cancellationToken);
    }

    private List<BenchSystem> Choose(IEnumerable<BenchSystem> systems) =>
        [.. systems.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Name))];
}
