using System.Globalization;

namespace Users.Bench.Reporting;

/// <summary>The median of some values, and between which they lie.</summary>
internal sealed class Statistics
{
    private readonly List<double> _sorted;

    public Statistics(IEnumerable<double?> values) => _sorted = [.. values.OfType<double>().Order()];

    public bool IsEmpty => _sorted.Count == 0;

    public double Median => (_sorted[(_sorted.Count - 1) / 2] + _sorted[_sorted.Count / 2]) / 2;

    /// <summary>Writes <c>median (least-most)</c>; nothing where there are no values.</summary>
    public string ToString(string format) =>
        IsEmpty ? "" : $"{Write(Median, format)} ({Write(_sorted[0], format)}-{Write(_sorted[^1], format)})";

    public string MedianToString(string format) => IsEmpty ? "" : Write(Median, format);

    private static string Write(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
