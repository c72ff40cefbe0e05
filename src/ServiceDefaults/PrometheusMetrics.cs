using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Users.ServiceDefaults;

/// <summary>Adds up what the meters of this process measure, for Prometheus to read.</summary>
/// <remarks>Of histograms it keeps count and sum. Only what is measured after it was created counts.</remarks>
internal sealed class PrometheusMetrics : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<Instrument, MetricSeries> _series = new();
    private readonly Lock _scraping = new();
    private readonly MeterListener _listener;

    public PrometheusMetrics(params IReadOnlyCollection<string> meters)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (meters.Contains(instrument.Meter.Name))
                {
                    listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, created => new MetricSeries(created)));
                }
            },
            // Of a meter that is gone: what it showed last is not so any more.
            MeasurementsCompleted = (instrument, _) => _series.TryRemove(instrument, out var _),
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((MetricSeries)series!).Add(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((MetricSeries)series!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((MetricSeries)series!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>Writes everything in the text format of Prometheus.</summary>
    public string Render()
    {
        lock (_scraping)
        {
            foreach (var series in _series.Values)
            {
                series.BeginScrape();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();

            // Two meters of one name, as two hosts in one process have, count together.
            foreach (var sameName in _series.Values.GroupBy(series => series.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                MetricSeries.Write(text, [.. sameName]);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();
}
