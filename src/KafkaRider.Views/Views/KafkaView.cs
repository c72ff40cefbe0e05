using KafkaRider.Views.Internal;

namespace KafkaRider.Views;

/// <summary>Represents a local read model that is built from the records of a topic and kept up to date by following it.</summary>
/// <param name="time">The clock, or <see langword="null"/> for that of the system.</param>
/// <remarks>
/// A derived class says in its constructor which messages it applies, and is registered with <c>AddKafkaView</c>. Each record is applied
/// once, those of a partition in order, on one thread; whoever reads does so on others, so what the view holds must bear that. A record that
/// cannot be applied is counted, logged and passed over.
/// </remarks>
public abstract class KafkaView(TimeProvider? time = null)
{
    private readonly List<Func<FollowedRecord, bool>> _handlers = [];
    private readonly Waiters<object> _waiters = new(DefaultMaxWaiters, time ?? TimeProvider.System);

    private const int DefaultMaxWaiters = 10_000;

    /// <summary>Gets whether every record has been applied that was in the topic when following it began.</summary>
    public bool HasCaughtUp => Progress.HasCaughtUp;

    /// <summary>Gets whether the view shows what is so, rather than what was: it has caught up, and is not too far behind.</summary>
    public bool IsCurrent => HasCaughtUp && !(Lag > LagLimit);

    /// <summary>Gets how many records are in the topic that the view has not applied, or <see langword="null"/> while nobody knows.</summary>
    public long? Lag => Progress.Lag;

    /// <summary>Gets how many callers wait for something to come.</summary>
    public int WaiterCount => _waiters.Count;

    /// <summary>Gets how many records the view may be behind and still be current.</summary>
    public long LagLimit { get; private set; } = new KafkaViewOptions().LagLimit;

    internal ViewProgress Progress { get; } = new();

    /// <summary>Gets what is held while a record is applied and while the state is copied.</summary>
    internal Lock Turn { get; } = new();

    /// <summary>Waits until the view has a record, or a later one of its partition.</summary>
    /// <param name="position">The record.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it has the record; if not, the time is up.</returns>
    /// <exception cref="TooManyWaitersException">It has not, and as many callers wait already as may.</exception>
    public Task<bool> WaitForAsync(ViewPosition position, TimeSpan patience, CancellationToken cancellationToken = default) =>
        WaitAsync(position.Partition, () => Progress.Has(position), patience, cancellationToken);

    internal void Configure(KafkaViewOptions options)
    {
        LagLimit = options.LagLimit;
        _waiters.Limit = options.MaxWaiters;
    }

    /// <summary>Applies a record. The caller holds <see cref="Turn"/>.</summary>
    internal void Apply(FollowedRecord record)
    {
        foreach (var handler in _handlers)
        {
            if (handler(record))
            {
                return;
            }
        }

        OnOther(record);
    }

    internal void Forget() => Clear();

    internal FollowStart GetStart(int partition) => StartIn(partition);

    /// <summary>Has the records of one type applied.</summary>
    /// <typeparam name="T">The type of the message, as the record names it.</typeparam>
    /// <param name="apply">Applies a message. Throws if that cannot be.</param>
    protected void On<T>(Action<T> apply)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(apply);
        On<T>((message, _) => apply(message));
    }

    /// <summary>Has the records of one type applied.</summary>
    /// <typeparam name="T">The type of the message, as the record names it.</typeparam>
    /// <param name="apply">Applies a message, with the record that carried it. Throws if that cannot be.</param>
    protected void On<T>(Action<T, FollowedRecord> apply)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(apply);
        _handlers.Add(record =>
        {
            if (!record.TryRead<T>(out var message))
            {
                return false;
            }

            apply(message, record);
            return true;
        });
    }

    /// <summary>Is given the records of types that the view does not apply.</summary>
    /// <param name="record">The record.</param>
    /// <remarks>By default they are none of its business. Throw an <see cref="InvalidRecordException"/> to have them counted and logged.</remarks>
    protected virtual void OnOther(FollowedRecord record)
    {
    }

    /// <summary>Forgets everything, because the topic was made anew: what the view was made from is gone, and what is in the new one comes next.</summary>
    protected abstract void Clear();

    /// <summary>Returns where to start in a partition, unless a snapshot says more.</summary>
    /// <param name="partition">The number of the partition.</param>
    /// <returns>By default, the oldest record.</returns>
    protected virtual FollowStart StartIn(int partition) => FollowStart.Beginning;

    /// <summary>Waits until a condition holds, which is looked at first and then whenever the key is woken.</summary>
    /// <param name="key">What the view wakes when it may have come, such as the id of an entity.</param>
    /// <param name="isMet">Returns whether the condition holds.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the condition holds; if not, the time is up.</returns>
    /// <exception cref="TooManyWaitersException">It does not, and as many callers wait already as may.</exception>
    protected Task<bool> WaitAsync(object key, Func<bool> isMet, TimeSpan patience, CancellationToken cancellationToken = default) =>
        _waiters.WaitAsync(key, isMet, patience, cancellationToken);

    /// <summary>Has all who wait for a key look again.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    protected internal void Wake<TKey>(TKey key)
        where TKey : notnull => _waiters.Wake(key);
}
