using System.Collections.Concurrent;
using System.Diagnostics;
using KafkaRider.EntityFrameworkCore;

namespace Users.Consumer.Tests.Store;

/// <summary>Listens to the spans of all stores in this process.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();

    public RecordedSpans(ActivitySamplingResult sampling)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == InboxDiagnostics.ActivitySourceName,
            Sample = (ref _) => sampling,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity OfCommand(Guid operationId) => _ended.Single(span => operationId.Equals(span.GetTagItem("kafka_rider.operation_id")));

    public async Task<IReadOnlyList<Activity>> OfTransactionsAsync(Activity firstCommand, int count)
    {
        await Eventually.IsTrueAsync(() => Find().Count >= count, "the transactions have ended");

        return Find();

        List<Activity> Find() => [.. _ended.Where(span => span.ParentSpanId == firstCommand.SpanId)];
    }

    public void Dispose() => _listener.Dispose();
}
