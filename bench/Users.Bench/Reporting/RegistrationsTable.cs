using System.Globalization;
using System.Text;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Writes what it costs to have both or neither, beside one call and two calls.</summary>
internal static class RegistrationsTable
{
    public static void Write(SectionResult section, StringBuilder text)
    {
        var figures = new Figures(section);
        text.Append("The same services, and the same load generator, which speaks HTTP from .NET and takes its share of the processors. A pair counts as one.\n\n");
        var table = new MarkdownTable(
            ["connections", .. section.Titles.Values.SelectMany(title => new[] { $"{title}: a second", "p50 ms", "p99 ms" }),
            "p50 of a registration: x that of POST /users", "x that of the pair", "a second: of POST /users", "of the pair"]);

        foreach (var connections in figures.Connections)
        {
            table.Add(
            [
                connections.ToString(CultureInfo.InvariantCulture),
                .. section.Titles.Keys.SelectMany(system => new[]
                {
                    figures.Of(system, connections, m => m.Load.PerSecond).ToString("0"),
                    figures.Of(system, connections, m => m.Load.P50).MedianToString("0.0"),
                    figures.Of(system, connections, m => m.Load.P99).MedianToString("0.0"),
                }),
                Ratio(AllSystems.Single, connections, m => m.Load.P50),
                Ratio(AllSystems.Pair, connections, m => m.Load.P50),
                Ratio(AllSystems.Single, connections, m => m.Load.PerSecond),
                Ratio(AllSystems.Pair, connections, m => m.Load.PerSecond),
            ]);
        }

        table.WriteTo(text);
        var errors = string.Join(", ", section.Titles.Keys.Select(system => string.Create(CultureInfo.InvariantCulture, $"{system} {figures.Errors(system)}")));
        text.Append(CultureInfo.InvariantCulture, $"Calls without the answer that they should have: {errors}.\n\n");

        string Ratio(string other, int connections, Func<Measurement, double?> figure) =>
            figures.Ratio(AllSystems.Registration, other, connections, figure).ToString("0.00");
    }
}
