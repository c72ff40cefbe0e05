using System.Globalization;

namespace Users.Faults.Parts;

/// <summary>What a service has counted, as it tells at /metrics.</summary>
public sealed class Measurements(IReadOnlyDictionary<string, double> values)
{
    public static Measurements Parse(string text) => new(text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#'))
        // A series without labels comes with empty braces.
        .Select(line => line.Replace("{}", "", StringComparison.Ordinal))
        .Select(line => (Line: line, End: line.LastIndexOf(' ')))
        .ToDictionary(line => line.Line[..line.End], line => double.Parse(line.Line[(line.End + 1)..], CultureInfo.InvariantCulture)));

    /// <summary>Gives the value of a series, with its labels where it has some; one that was never touched is 0.</summary>
    public long this[string series] => (long)values.GetValueOrDefault(series);

    /// <summary>Gives the values of a metric by its only label.</summary>
    public IReadOnlyDictionary<string, long> ByLabel(string metric) => values
        .Where(value => value.Key.StartsWith($"{metric}{{", StringComparison.Ordinal))
        .ToDictionary(value => value.Key.Split('"')[1], value => (long)value.Value);

    /// <summary>Adds the values of a metric, whatever labels it has.</summary>
    public long Sum(string metric) =>
        (long)values.Where(value => value.Key == metric || value.Key.StartsWith($"{metric}{{", StringComparison.Ordinal)).Sum(value => value.Value);
}
