using System.Text;

namespace Users.Bench.Reporting;

/// <summary>Writes a table in Markdown.</summary>
internal sealed class MarkdownTable(params string[] columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public void WriteTo(StringBuilder text)
    {
        WriteRow(text, columns);
        WriteRow(text, [.. columns.Select((_, index) => index == 0 ? "---" : "--:")]);
        _rows.ForEach(row => WriteRow(text, row));
        text.Append('\n');
    }

    private static void WriteRow(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
