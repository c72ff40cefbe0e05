using System.Globalization;
using System.Text;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Writes what TLS between the consumer and the database costs.</summary>
internal static class TlsTable
{
    public static void Write(SectionResult section, StringBuilder text)
    {
        var figures = new Figures(section);
        text.Append(CultureInfo.InvariantCulture, $"Database: {section.Database}.\n\n");
        var table = new MarkdownTable(
            "connections", "without TLS: requests/s", "p50 ms", "consumer us", "database us",
            "with TLS: requests/s", "of that without", "p50 ms", "consumer us", "database us");

        foreach (var connections in figures.Connections)
        {
            table.Add(
            [
                connections.ToString(CultureInfo.InvariantCulture),
                PerSecond(AllSystems.WithoutTls, connections),
                .. Rest(AllSystems.WithoutTls, connections),
                PerSecond(AllSystems.WithTls, connections),
                figures.Ratio(AllSystems.WithTls, AllSystems.WithoutTls, connections, m => m.Load.PerSecond, percent: true).ToString("0") + " %",
                .. Rest(AllSystems.WithTls, connections),
            ]);
        }

        table.WriteTo(text);

        string PerSecond(string system, int connections) => figures.Of(system, connections, m => m.Load.PerSecond).ToString("0");

        IEnumerable<string> Rest(string system, int connections) =>
        [
            figures.Of(system, connections, m => m.Load.P50).MedianToString("0.0"),
            figures.Of(system, connections, m => m.CpuMicroseconds(BenchSystem.Consumer)).MedianToString("0"),
            figures.Of(system, connections, m => m.CpuMicroseconds(BenchSystem.Database)).MedianToString("0"),
        ];
    }
}
