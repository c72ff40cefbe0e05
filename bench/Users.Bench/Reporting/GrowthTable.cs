using System.Globalization;
using System.Text;
using Users.Bench.Measuring;

namespace Users.Bench.Reporting;

/// <summary>Writes how the figures change while something grows.</summary>
internal static class GrowthTable
{
    public static void Write(SectionResult section, StringBuilder text)
    {
        var figures = new Figures(section);
        var first = section.Titles.Keys.First();
        var table = new MarkdownTable(
            ["", .. figures.Connections.SelectMany(c => new[] { $"{c}: requests/s", "of the first", "p50 ms", "p99 ms", "consumer us", "database us" })]);

        foreach (var (name, title) in section.Titles)
        {
            table.Add([title, .. figures.Connections.SelectMany(c => new[]
            {
                figures.Of(name, c, m => m.Load.PerSecond).ToString("0"),
                string.Create(CultureInfo.InvariantCulture, $"{figures.Ratio(name, first, c, m => m.Load.PerSecond, percent: true).MedianToString("0")} %"),
                figures.Of(name, c, m => m.Load.P50).MedianToString("0.0"),
                figures.Of(name, c, m => m.Load.P99).MedianToString("0.0"),
                figures.Of(name, c, m => m.CpuMicroseconds("consumer")).MedianToString("0"),
                figures.Of(name, c, m => m.CpuMicroseconds("database")).MedianToString("0"),
            })]);
        }

        table.WriteTo(text);
    }
}
