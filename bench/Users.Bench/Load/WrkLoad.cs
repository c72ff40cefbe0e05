using System.Globalization;
using System.Text.Json;
using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.Bench.Load;

/// <summary>Creates users over HTTP with wrk.</summary>
internal sealed class WrkLoad(IReadOnlyList<int> ports) : ILoad
{
    private static readonly string Session = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString("x", CultureInfo.InvariantCulture);
    private static int _runs;

    public static string? Missing => ExecutablePath.Find("wrk") is null ? "wrk is not installed" : null;

    public async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync(Command(plan), lines.Add, cancellationToken);
        var json = lines.LastOrDefault(line => line.StartsWith('{'));

        return exitCode == 0 && json is not null
            ? JsonSerializer.Deserialize<LoadResult>(json, JsonSerializerOptions.Web)!
            : throw new StartupException($"wrk ended with exit code {exitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }

    private ProcessCommand Command(LoadPlan plan)
    {
        // One connection uses one instance only.
        var threads = Math.Min(ports.Count, plan.Connections);
        var variables = new Dictionary<string, string>
        {
            ["BENCH_PREFIX"] = $"{Session}-{Interlocked.Increment(ref _runs):D4}",
            ["BENCH_PORTS"] = string.Join(' ', ports),
        };

        if (plan.PerSecond is { } perSecond)
        {
            variables["BENCH_DELAY"] = (1000 * plan.Connections / perSecond).ToString(CultureInfo.InvariantCulture);
        }

        return new ProcessCommand(
            "wrk",
            "--latency", "--timeout", "10s",
            "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--connections", plan.Connections.ToString(CultureInfo.InvariantCulture),
            "--duration", $"{plan.Seconds}s",
            "--script", Path.Combine(AppContext.BaseDirectory, "users.lua"),
            $"http://127.0.0.1:{ports[0]}/users")
        {
            Variables = variables,
        };
    }
}
