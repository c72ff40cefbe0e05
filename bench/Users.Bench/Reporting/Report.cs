using System.Text;
using Users.Bench.CommandLine;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Writes the report in Markdown.</summary>
internal sealed class Report(
    IReadOnlyList<BenchSystem> systems,
    IReadOnlyList<Measurement> measurements,
    IReadOnlyList<RowCheck> rowChecks,
    BenchOptions options,
    IReadOnlyList<(string Name, string Value)> machine)
{
    private readonly StringBuilder _text = new();

    public string Render()
    {
        Line("# Benchmarks").Line();
        Line("Everything on one machine over loopback, Release builds, default settings.").Line();

        foreach (var (name, value) in machine)
        {
            Line($"- {name}: {value}");
        }

        Line($"- settings: {options.Rounds} rounds, {options.Seconds} s each, warm-up {options.WarmUpSeconds} s").Line();
        Throughput();
        Checks();

        return _text.ToString();
    }

    private void Throughput()
    {
        foreach (var system in systems)
        {
            Line($"## {system.Title}").Line();
            Line("| connections | requests/s | p50 ms | p99 ms | p99.9 ms | errors | CPU us/request: api | consumer | broker | database | KB/request: api | consumer | GC pauses %: api | consumer |");
            Line("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");

            foreach (var group in measurements.Where(m => m.System == system.Name).GroupBy(m => m.Plan.Connections))
            {
                string Of(Func<Measurement, double?> value, string format = "0") => new Statistics(group.Select(value)).ToString(format);
                string Mid(Func<Measurement, double?> value, string format = "0") => new Statistics(group.Select(value)).MedianToString(format);
                Line($"| {group.Key} | {Of(m => m.Load.PerSecond)} | {Of(m => m.Load.P50, "0.0")} | {Of(m => m.Load.P99, "0.0")} | {Of(m => m.Load.P999, "0.0")} | {group.Sum(m => m.Load.Errors)} "
                    + $"| {Mid(m => m.CpuMicroseconds("api"))} | {Mid(m => m.CpuMicroseconds("consumer"))} | {Mid(m => m.CpuMicroseconds("broker"))} | {Mid(m => m.CpuMicroseconds("database"))} "
                    + $"| {Mid(m => m.AllocatedKilobytes("api"), "0.0")} | {Mid(m => m.AllocatedKilobytes("consumer"), "0.0")} "
                    + $"| {Mid(m => m.PausePercent("api"), "0.0")} | {Mid(m => m.PausePercent("consumer"), "0.0")} |");
            }

            Line();
        }
    }

    private void Checks()
    {
        var bad = rowChecks.Where(check => !check.IsGood).ToList();
        Line(bad.Count == 0 ? $"All {rowChecks.Count} turns: every 201 has its row." : string.Join('\n', bad));
    }

    private Report Line(string text = "")
    {
        _text.Append(text).Append('\n');
        return this;
    }
}
