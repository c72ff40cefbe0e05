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

    private readonly Counter<long> _events;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _timers;

    public SagaMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(InboxDiagnostics.MeterName);
        _events = meter.CreateCounter<long>("kafka_rider.saga.events", "{event}", "Events handled, by saga.");
        _dropped = meter.CreateCounter<long>("kafka_rider.saga.dropped", "{event}", "Events passed over, by saga and reason.");
        _timers = meter.CreateCounter<long>("kafka_rider.saga.timers", "{timer}", "Messages whose time had come.");
    }

    public void Handled(string saga) => _events.Add(1, new KeyValuePair<string, object?>("saga", saga));

    public void Dropped(string saga, string reason) => _dropped.Add(1, new("saga", saga), new("reason", reason));

    public void Fired(int timers) => _timers.Add(timers);
}
