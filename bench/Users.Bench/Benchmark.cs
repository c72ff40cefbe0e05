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
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (WrkLoad.Missing is { } missing)
        {
            throw new StartupException(missing);
        }

        var systems = Choose();
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Local, "bench")).FullName;
        await using var rig = await Rig.StartAsync(folder, console.WriteLine, cancellationToken);
        var rounds = new Rounds(rig, options, console.WriteLine);
        await rounds.RunAsync([.. systems.Where(system => system.Missing is null)], cancellationToken);

        var report = new Report(systems, rounds.Measurements, rounds.RowChecks, options, await MachineFacts.ReadAsync(rig, cancellationToken));
        await WriteAsync(report.Render(), cancellationToken);
    }

    private List<BenchSystem> Choose()
    {
        var all = AllSystems.Create();
        var unknown = options.Only.Except(all.Select(system => system.Name)).ToList();

        return unknown.Count == 0
            ? [.. all.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Name))]
            : throw new StartupException($"--only names {string.Join(", ", unknown)}; there are {string.Join(", ", all.Select(system => system.Name))}");
    }

    private async Task WriteAsync(string report, CancellationToken cancellationToken)
    {
        if (options.Report is { } file)
        {
            await File.WriteAllTextAsync(file, report, cancellationToken);
        }
        else
        {
            await Console.Out.WriteAsync(report);
        }
    }
}
