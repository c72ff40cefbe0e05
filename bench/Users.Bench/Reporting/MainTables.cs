using System.Globalization;
using System.Text;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Writes the tables that compare the systems.</summary>
internal sealed class MainTables(SectionResult section, StringBuilder text)
{
    private static readonly string[] Roles = [BenchSystem.Api, BenchSystem.Consumer, BenchSystem.Load, BenchSystem.Broker, BenchSystem.Database];

    private readonly Figures _figures = new(section);

    public void Write()
    {
        text.Append("### Requests per second\n\n");
        Compare(m => m.Load.PerSecond, "0", Elsewhere);
        text.Append("### Latency in milliseconds: p50 / p99 / p99.9\n\n");
        Compare();
        text.Append("### Ratios of requests per second, ours to the others, by round\n\n");
        Ratios();
        text.Append("### Processor time per request in microseconds\n\n");
        Use(Roles, (role, m) => m.CpuMicroseconds(role), "0");
        new ProcessorBudget(section, _figures).WriteTo(text);
        text.Append("### Allocated per request in KB, and time in garbage collection in percent\n\n");
        Memory();
        Checks();
    }

    private void Elsewhere(MarkdownTable table)
    {
        foreach (var (name, _, perSecond) in Targets.ElsewhereMeasured)
        {
            table.Add([$"{name} (measured elsewhere)", .. _figures.Connections.Select(c =>
                perSecond.TryGetValue(c, out var value) ? value.ToString("0", CultureInfo.InvariantCulture) : "")]);
        }
    }

    private void Compare(Func<Measurement, double?> figure, string format, Action<MarkdownTable> addMore)
    {
        var table = CreateTable();

        foreach (var (name, title) in section.Titles)
        {
            table.Add([title, .. _figures.Connections.Select(c => _figures.Of(name, c, figure).ToString(format))]);
        }

        foreach (var (name, reason) in section.Missing)
        {
            table.Add([$"{name}: {reason}", .. _figures.Connections.Select(_ => "")]);
        }

        addMore(table);
        table.WriteTo(text);
    }

    private void Compare()
    {
        var table = CreateTable();

        foreach (var (name, title) in section.Titles)
        {
            table.Add([title, .. _figures.Connections.Select(c => Latency(name, c, limited: false))]);
        }

        table.WriteTo(text);
        var half = section.Measurements.FirstOrDefault(m => m.Plan.PerSecond is not null)?.Plan;

        if (half is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"At {half.PerSecond:0} requests/s, half of what the peer took in the first round: ");
            text.Append(CultureInfo.InvariantCulture, $"ours {Latency(AllSystems.Ours, half.Connections, limited: true)}, ");
            text.Append(CultureInfo.InvariantCulture, $"the peer {Latency(AllSystems.Rabbit, half.Connections, limited: true)}.\n\n");
        }
    }

    private string Latency(string name, int connections, bool limited) => string.Join(" / ", new Func<Measurement, double?>[]
    {
        m => m.Load.P50, m => m.Load.P99, m => m.Load.P999,
    }.Select(figure => _figures.Of(name, connections, figure, limited).MedianToString("0.0")));

    private void Ratios()
    {
        var table = CreateTable();

        foreach (var (name, title) in section.Titles.Where(system => system.Key != AllSystems.Ours))
        {
            table.Add([title, .. _figures.Connections.Select(c =>
                _figures.Ratio(AllSystems.Ours, name, c, m => m.Load.PerSecond).ToString("0.00"))]);
        }

        table.WriteTo(text);
    }

    private void Use(string[] roles, Func<string, Measurement, double?> figure, string format)
    {
        var table = new MarkdownTable(["system", "connections", .. roles]);

        foreach (var (name, title) in section.Titles)
        {
            foreach (var connections in _figures.Connections)
            {
                table.Add([title, $"{connections}", .. roles.Select(role => _figures.Of(name, connections, m => figure(role, m)).ToString(format))]);
            }
        }

        table.WriteTo(text);
    }

    private void Memory()
    {
        string[] columns = ["api KB", "consumer KB", "api pauses %", "consumer pauses %"];
        Use(
            columns,
            (column, m) => column.EndsWith("KB", StringComparison.Ordinal)
                ? m.AllocatedKilobytes(column.Split(' ')[0])
                : m.PausePercent(column.Split(' ')[0]),
            "0.0");
    }

    private void Checks()
    {
        var bad = section.RowChecks.Where(check => !check.IsGood).ToList();
        var errors = section.Measurements.Where(m => m.Load.Errors > 0).ToList();
        text.Append(CultureInfo.InvariantCulture, $"After each of {section.RowChecks.Count} turns the users were counted: ");
        text.Append(bad.Count == 0 ? "every `201` has its row, and no row was made for nobody.\n" : "\n\n");
        bad.ForEach(check => text.Append(
            CultureInfo.InvariantCulture, $"- {check.System}, round {check.Round}: {check.Answered} answers, {check.Rows} users\n"));
        text.Append(errors.Count == 0 ? "There were no errors (answers other than 2xx, broken connections, timeouts).\n\n" : "Errors:\n\n");
        errors.ForEach(m => text.Append(
            CultureInfo.InvariantCulture,
            $"- {m.System} at {m.Plan}, round {m.Round}: {m.Load.StatusErrors} other than 2xx, {m.Load.ConnectErrors + m.Load.SocketErrors} of sockets, {m.Load.Timeouts} timeouts\n"));
        text.Append('\n');
    }

    private MarkdownTable CreateTable() => new(["connections", .. _figures.Connections.Select(c => c.ToString(CultureInfo.InvariantCulture))]);
}
