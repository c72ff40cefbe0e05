namespace KafkaRider;

/// <summary>Collects what is sent, published and answered through the rider instead of writing it, for as long as it is open.</summary>
/// <remarks>
/// It concerns whatever runs in the asynchronous flow that opened it, and what that calls: the activities of a state machine, for one. Requests that
/// await their reply are not collected, or they would wait for ever. Within another collection it is a part of its own.
/// </remarks>
public sealed class RecordCollector : IDisposable
{
    private static readonly AsyncLocal<RecordCollector?> Open = new();

    private readonly Lock _gate = new();
    private readonly List<CollectedRecord> _records = [];
    private readonly RecordCollector? _outer;
    private volatile bool _isOver;

    private RecordCollector(RecordCollector? outer) => _outer = outer;

    // Whatever was started meanwhile and goes on has inherited one that is over.
    internal static RecordCollector? Current
    {
        get
        {
            var collector = Open.Value;
            while (collector is { _isOver: true })
            {
                collector = collector._outer;
            }

            return collector;
        }
    }

    /// <summary>Gets what has been sent, in that order.</summary>
    public IReadOnlyList<CollectedRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Begins to collect.</summary>
    /// <returns>The collection. Disposed, it collects no more; what it has is left to whoever opened it.</returns>
    public static RecordCollector Begin() => Open.Value = new(Open.Value);

    /// <summary>Ends collecting.</summary>
    public void Dispose()
    {
        _isOver = true;
        if (Open.Value == this)
        {
            Open.Value = _outer;
        }
    }

    internal void Add(CollectedRecord record)
    {
        lock (_gate)
        {
            _records.Add(record);
        }
    }
}
