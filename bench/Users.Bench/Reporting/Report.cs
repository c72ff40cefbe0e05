using System.Globalization;
using System.Text;
using Users.Bench.CommandLine;
using Users.Bench.Measuring;

namespace Users.Bench.Reporting;

/// <summary>Writes the report in Markdown.</summary>
internal sealed class Report(ResultFile results)
{
    private readonly StringBuilder _text = new();

    public string Render()
    {
        WriteMachine();
        WriteTargets();
        WriteSection(BenchOptions.Main, "Systems", section => new MainTables(section, _text).Write());
        WriteSection(BenchOptions.Tables, "Growth: rows in the tables of users and of operations", section => GrowthTable.Write(section, _text));
        WriteSection(BenchOptions.Instances, "Growth: instances of API and consumer", section => GrowthTable.Write(section, _text));
        WriteSection(BenchOptions.Sizes, "Growth: size of request and reply (the rider alone)", section => GrowthTable.Write(section, _text));
        WriteSection(BenchOptions.Registrations, "Registrations: a user and a promo code, both or neither", section => RegistrationsTable.Write(section, _text));
        WriteSection(BenchOptions.Tls, "MySQL with and without TLS", section => TlsTable.Write(section, _text));
        WriteSection(BenchOptions.Parts, "Parts", section => _text.Append(section.Text).Append("\n\n"));

        return _text.ToString().TrimEnd('\n') + '\n';
    }

    private void WriteMachine()
    {
        _text.Append("Medians, with the least and the greatest of the rounds in brackets.\n\n");

        foreach (var (name, value) in results.Machine)
        {
            _text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        }

        _text.Append('\n');
    }

    private void WriteTargets()
    {
        var targets = new List<Target>();

        if (results.Sections.TryGetValue(BenchOptions.Main, out var main))
        {
            targets.AddRange(Targets.Of(new Figures(main), main));
        }

        if (results.Sections.TryGetValue(BenchOptions.Tables, out var tables))
        {
            targets.AddRange(Targets.OfTables(new Figures(tables), tables));
        }

        if (results.Sections.TryGetValue(BenchOptions.Tls, out var tls))
        {
            targets.AddRange(Targets.OfTls(new Figures(tls)));
        }

        var table = new MarkdownTable("target", "measured", "");
        targets.ForEach(target => table.Add(target.Goal, target.Figure, target.Verdict));
        _text.Append("## Targets\n\n");
        table.WriteTo(_text);
    }

    private void WriteSection(string name, string title, Action<SectionResult> write)
    {
        if (!results.Sections.TryGetValue(name, out var section))
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"## {title}\n\nMeasured {section.At:yyyy-MM-dd HH:mm} UTC at {section.Commit}");
        _text.Append(name == BenchOptions.Parts
            ? " with BenchmarkDotNet.\n\n"
            : $": {section.Rounds} rounds of {section.Seconds} s each, after {section.WarmUpSeconds} s of load for each instance.\n\n");
        write(section);
    }
}
