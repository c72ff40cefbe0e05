using System.Net;
using Users.AppHost;
using Users.AppHost.Processes;
using Users.AppHost.Services;
using Users.Bench.Systems;

namespace Users.Bench.Measuring;

/// <summary>Runs the benchmarks of single parts in a process of their own.</summary>
internal static class MicroBenchmarks
{
    public static async Task<string> RunAsync(Rig rig, Action<string> report, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(rig.Folder, "parts");
        var program = new ServiceKind("parts", "bench/Users.Bench.Parts", "Users.Bench.Parts").Path;
        var command = new ProcessCommand(ServiceInstance.DotnetHost(), program, "--artifacts", folder)
        {
            Variables = new Dictionary<string, string> { ["ConnectionStrings__Users"] = rig.Database.ConnectionString },
        };

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        report("running the benchmarks of single parts");
        var exitCode = await ChildProcess.RunAsync(command, _ => { }, cancellationToken);
        var tables = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*-report-github.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList()
            : [];

        if (exitCode != 0 || tables.Count == 0)
        {
            throw new StartupException($"the benchmarks of single parts ended with exit code {exitCode}; what they wrote is in {folder}");
        }

        return string.Join("\n\n", tables.Select(TableOf));
    }

    // Before each table stands what the machine is, which the report says already; names with spaces stand in quotes.
    private static string TableOf(string file) => string.Join(
        '\n', File.ReadLines(file).Where(line => line.StartsWith('|')).Select(line => WebUtility.HtmlDecode(line).Replace("'", "", StringComparison.Ordinal)));
}
