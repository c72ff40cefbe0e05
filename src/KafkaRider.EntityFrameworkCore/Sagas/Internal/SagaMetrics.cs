using System.Diagnostics.Metrics;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Counts what sagas do.</summary>
internal sealed class SagaMetrics
{
    public const string Redelivered = "redelivered";
    public const string Closed = "closed";
    public const string Unhandled = "unhandled";
    public const string Missing = "missing";
    public const string Unknown = "unknown";

    private readonly Counter<long> _events;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _timers;
    private IReadOnlyList<SagaCount> _counts = [];

    public SagaMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(InboxDiagnostics.MeterName);
        _events = meter.CreateCounter<long>("kafka_rider.saga.events", "{event}", "Events handled, by saga.");
        _dropped = meter.CreateCounter<long>("kafka_rider.saga.dropped", "{event}", "Events passed over, by saga and reason.");
        meter.CreateObservableGauge(
            "kafka_rider.saga.instances", () => Volatile.Read(ref _counts).Select(count => new Measurement<long>(count.Count, Tags(count))), "{saga}",
            "Sagas that have not ended, by saga and state.");
        meter.CreateObservableGauge(
            "kafka_rider.saga.oldest.age", () => Volatile.Read(ref _counts).Select(count => new Measurement<double>(count.OldestSeconds, Tags(count))), "s",
            "How long the oldest saga has been running, by saga and state.");
        _timers = meter.CreateCounter<long>("kafka_rider.saga.timers", "{timer}", "Messages whose time had come.");
    }

    public void Handled(string saga) => _events.Add(1, new KeyValuePair<string, object?>("saga", saga));

    public void Dropped(string saga, string reason) => _dropped.Add(1, new("saga", saga), new("reason", reason));

    public void Count(IReadOnlyList<SagaCount> counts) => Volatile.Write(ref _counts, counts);

    private static KeyValuePair<string, object?>[] Tags(SagaCount count) => [new("saga", count.Type), new("state", count.State)];

    public void Fired(int timers) => _timers.Add(timers);
}
