using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Users.Api.Tests.Fixtures;

/// <summary>Adds up what one server measures.</summary>
public sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();

    public RecordedMetrics(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();

        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Users.Api" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Add);
        _listener.Start();
        services.GetRequiredService<CommandMetrics>();
    }

    public long Started => Sum("users.api.requests.started");

    public long InFlight => Sum("users.api.requests.in_flight");

    public long Finished(string result) => Sum($"users.api.requests.finished/{result}");

    public long Finished() =>
        _sums.Where(sum => sum.Key.StartsWith("users.api.requests.finished/", StringComparison.Ordinal)).Sum(sum => sum.Value);

    public void Dispose() => _listener.Dispose();

    private long Sum(string name) => _sums.GetValueOrDefault(name);

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var name = tags.IsEmpty ? instrument.Name : $"{instrument.Name}/{tags[0].Value}";
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
