using System.Globalization;
using System.Text;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Shows what the processors leave room for, whatever is done between HTTP, Kafka and the database, and what the targets ask for.</summary>
internal sealed class ProcessorBudget(SectionResult section, Figures figures)
{
    public void WriteTo(StringBuilder text)
    {
        if (!section.Titles.ContainsKey(AllSystems.Raw) || !section.Titles.ContainsKey(AllSystems.GroupCommit))
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"### What {section.Processors} processors leave room for\n\n");
        text.Append("Processor time of all processes per request but that of `wrk`, and the requests per second at which nothing of it is left.\n\n");

        var table = new MarkdownTable(["connections", .. figures.Connections.Select(c => c.ToString(CultureInfo.InvariantCulture))]);
        AddRow(table, "(a) Confluent.Kafka alone: a request and its reply, us", Kafka);
        AddRow(table, "(b) HTTP, our store and the database, us", Store);
        AddRow(table, "(c) the event and who follows it: half of (a), as it is one record instead of two, us", Event);
        AddRow(table, "requests/s with (a) and (b)", c => PerSecond(Kafka(c) + Store(c)));
        AddRow(table, "requests/s with (a), (b) and (c)", c => PerSecond(Kafka(c) + Store(c) + Event(c)));

        foreach (var (against, perSecond) in Targets.InRequests(figures))
        {
            AddRow(table, $"the targets against {against} ask for", c => perSecond.TryGetValue(c, out var wanted) ? wanted : null);
        }

        AddRow(table, "ours, us", c => Total(AllSystems.Ours, c));
        AddRow(table, "ours, requests/s", c => figures.Of(AllSystems.Ours, c, m => m.Load.PerSecond) is { IsEmpty: false } measured ? measured.Median : null);
        table.WriteTo(text);

        double? Kafka(int connections) => Total(AllSystems.Raw, connections);
        double? Store(int connections) => Total(AllSystems.GroupCommit, connections);
        double? Event(int connections) => Kafka(connections) / 2;
    }

    private void AddRow(MarkdownTable table, string title, Func<int, double?> value) =>
        table.Add([title, .. figures.Connections.Select(c => value(c)?.ToString("0", CultureInfo.InvariantCulture) ?? "")]);

    private double? Total(string system, int connections) =>
        figures.Of(system, connections, m => m.CpuMicroseconds()) is { IsEmpty: false } total ? total.Median : null;

    private double? PerSecond(double? microseconds) => section.Processors * 1e6 / microseconds;
}
