using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KafkaRider.EntityFrameworkCore;

namespace Servers;

/// <summary>Keeps what one instance measures.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, long Value, string Tags)> _measurements = [];

    public MetricRecorder(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == InboxDiagnostics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Adds up a counter over the measurements whose tags contain <paramref name="tag"/>.</summary>
    public long Sum(string name, string tag = "") =>
        _measurements.Where(x => x.Name == name && x.Tags.Contains(tag, StringComparison.Ordinal)).Sum(x => x.Value);

    public IReadOnlyList<long> Values(string name) => [.. _measurements.Where(x => x.Name == name).Select(x => x.Value)];

    /// <summary>Reads an instrument that is observed.</summary>
    public long Read(string name)
    {
        _listener.RecordObservableInstruments();
        return Values(name)[^1];
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        _measurements.Enqueue((instrument.Name, value, text));
    }
}
