using System.Globalization;
using Users.Faults.Scenarios;

namespace Users.Faults.Running;

/// <summary>Writes what was seen.</summary>
internal static class MarkdownReport
{
    private const int ViolationsShown = 10;

    public static string Render(string brokers, int seed, IReadOnlyList<ScenarioResult> results, IEnumerable<Scenario> leftOut)
    {
        var invariants = results.SelectMany(result => result.Tallies).GroupBy(tally => tally.Id).OrderBy(tallies => tallies.Key.Length).ThenBy(tallies => tallies.Key, StringComparer.Ordinal).ToList();
        var lines = new List<string>
        {
            Invariant($"# Faults: {brokers}, seed {seed}"),
            "",
            "| invariant | | checks | violations |",
            "|---|---|---|---|",
        };

        foreach (var tallies in invariants)
        {
            lines.Add(Invariant($"| {tallies.Key} | {tallies.First().Title} | {tallies.Sum(tally => tally.Checks)} | {tallies.Sum(tally => tally.Violations.Count)} |"));
        }

        var names = invariants.Select(tallies => tallies.Key).ToList();
        lines.AddRange(["", "Checks by scenario; `!n` is n violations.", ""]);
        lines.Add($"| | fault | {string.Join(" | ", names)} | criterion | s |");
        lines.Add($"|---|---|{string.Concat(names.Select(_ => "---|"))}---|---|");

        foreach (var result in results)
        {
            var counts = names.Select(name => Count(result, name));
            lines.Add(Invariant($"| {result.Id} | {result.Fault} | {string.Join(" | ", counts)} | {Verdict(result)}: {result.Asks} | {result.Took.TotalSeconds:0} |"));
        }

        foreach (var result in results)
        {
            lines.AddRange(["", $"## {result.Id} {result.Fault}", "", result.Answers, ""]);

            foreach (var criterion in result.Criteria)
            {
                lines.Add($"- {(criterion.Holds ? "holds" : "**does not hold**")}: {criterion.What} ({criterion.Seen})");
            }

            lines.AddRange(Failures(result));
        }

        foreach (var scenario in leftOut)
        {
            lines.AddRange(["", $"{scenario.Id} ({scenario.Fault}) was left out: it needs {scenario.NeedsInWords}."]);
        }

        return string.Join('\n', lines) + '\n';
    }

    public static string Line(ScenarioResult result) =>
        Invariant($"  {(result.Passed ? "passed" : "FAILED")} in {result.Took.TotalSeconds:0} s: {result.Tallies.Sum(tally => tally.Checks)} checks, {result.Tallies.Sum(tally => tally.Violations.Count)} violations; {result.Answers}");

    public static IReadOnlyList<string> Failures(ScenarioResult result)
    {
        var lines = new List<string>();

        foreach (var tally in result.Tallies.Where(tally => tally.Violations.Count > 0))
        {
            lines.Add(Invariant($"- {tally.Id} ({tally.Title}): {tally.Violations.Count} violations"));

            foreach (var violation in tally.Violations.Take(ViolationsShown))
            {
                lines.Add($"  - {violation}");
            }
        }

        foreach (var criterion in result.Criteria.Where(criterion => !criterion.Holds))
        {
            lines.Add($"- criterion: {criterion.What}: {criterion.Seen}");
        }

        if (result.Error is not null)
        {
            lines.Add($"- error: {result.Error}");
        }

        return lines;
    }

    private static string Count(ScenarioResult result, string invariant) => result.Tallies.FirstOrDefault(tally => tally.Id == invariant) is { } tally
        ? Invariant($"{tally.Checks}{(tally.Violations.Count > 0 ? $" !{tally.Violations.Count}" : "")}")
        : "-";

    private static string Verdict(ScenarioResult result) => result.Error is not null ? "**error**" : result.Criteria.All(criterion => criterion.Holds) ? "holds" : "**fails**";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
