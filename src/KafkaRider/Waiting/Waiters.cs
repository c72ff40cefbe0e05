using KafkaRider.Internal;

namespace KafkaRider;

/// <summary>Lets callers wait for something that has a key, such as an entity, and wakes them when it may have come.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <param name="limit">How many callers may wait at a time, at least 1.</param>
/// <param name="time">The clock.</param>
/// <remarks>A caller that waits holds no thread. All members can be used by several threads at a time.</remarks>
public sealed class Waiters<TKey>(int limit, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, List<Waiter>> _waiters = [];
    private int _count;

    /// <summary>Gets how many callers wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gets or sets how many callers may wait at a time, at least 1. Whoever waits already is not asked to leave.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Waits until a condition holds, which is looked at first and then whenever the key is woken.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isMet">Returns whether the condition holds.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the condition holds; if not, the time is up.</returns>
    /// <exception cref="TooManyWaitersException">The condition does not hold, and as many wait already as may.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<bool> WaitAsync(TKey key, Func<bool> isMet, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isMet);

        var isThere = isMet();

        if (isThere || patience <= TimeSpan.Zero)
        {
            return isThere;
        }

        Enter();

        try
        {
            return await WaitInsideAsync(key, isMet, patience, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Has all who wait for a key look again.</summary>
    /// <param name="key">The key.</param>
    public void Wake(TKey key)
    {
        // Whoever begins to wait counts itself first and then looks; so nobody is overlooked who did not see what is new.
        Interlocked.MemoryBarrier();

        if (Count == 0)
        {
            return;
        }

        List<Waiter>? waiters;

        lock (_gate)
        {
            _waiters.Remove(key, out waiters);
        }

        waiters?.ForEach(waiter => waiter.Wake());
    }

    private void Enter()
    {
        if (Interlocked.Increment(ref _count) > Limit)
        {
            Interlocked.Decrement(ref _count);
            throw new TooManyWaitersException(Limit);
        }
    }

    private async Task<bool> WaitInsideAsync(TKey key, Func<bool> isMet, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();

        while (true)
        {
            var waiter = Add(key);

            try
            {
                // After the waiter is there: what comes from now on, wakes it.
                if (isMet())
                {
                    return true;
                }

                var left = patience - time.GetElapsedTime(started);

                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                await waiter.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Remove(key, waiter);
            }
        }
    }

    private Waiter Add(TKey key)
    {
        var waiter = new Waiter();

        lock (_gate)
        {
            if (!_waiters.TryGetValue(key, out var waiters))
            {
                _waiters.Add(key, waiters = []);
            }

            waiters.Add(waiter);
        }

        return waiter;
    }

    private void Remove(TKey key, Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(key, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiters.Remove(key);
            }
        }
    }
}
