using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Users.ServiceDefaults;

/// <summary>The values of one instrument, by their tags.</summary>
internal sealed class MetricSeries(Instrument instrument)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Sum, long Count)> _values = new(StringComparer.Ordinal);
    private readonly bool _isHistogram = instrument is Histogram<int> or Histogram<long> or Histogram<double>;
    private readonly bool _isCounter = instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal)
        && !instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);

    public string Name { get; } = instrument.Name.Replace('.', '_').Replace('-', '_');

    public static void Write(StringBuilder text, IReadOnlyList<MetricSeries> series)
    {
        var first = series[0];
        var name = first._isCounter ? $"{first.Name}_total" : first.Name;
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(first._isHistogram ? "summary" : first._isCounter ? "counter" : "gauge")}\n");

        foreach (var (tags, sum, count) in series.SelectMany(one => one.Read()).GroupBy(value => value.Tags)
            .Select(same => (same.Key, same.Sum(value => value.Sum), same.Sum(value => value.Count))))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{(first._isHistogram ? "_sum" : "")}{tags} {sum}\n");

            if (first._isHistogram)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}_count{tags} {count}\n");
            }
        }
    }

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Label(tags);

        lock (_gate)
        {
            var (sum, count) = _values.GetValueOrDefault(labels);
            _values[labels] = (sum + value, count + 1);
        }
    }

    // An observable instrument tells its whole value each time it is asked.
    public void BeginScrape()
    {
        if (instrument.IsObservable)
        {
            lock (_gate)
            {
                _values.Clear();
            }
        }
    }

    private List<(string Tags, double Sum, long Count)> Read()
    {
        lock (_gate)
        {
            return [.. _values.Select(value => (value.Key, value.Value.Sum, value.Value.Count))];
        }
    }

    private static string Label(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();

        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length == 0 ? '{' : ',').Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.Append('}').ToString();
    }
}
