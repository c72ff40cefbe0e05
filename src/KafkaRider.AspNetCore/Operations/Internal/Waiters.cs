namespace KafkaRider.AspNetCore.Internal;

/// <summary>Wakes the requests that wait for something that has an id. A request that waits holds no thread.</summary>
internal sealed class Waiters(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<Waiter>> _waiters = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiters.Values.Sum(waiters => waiters.Count);
            }
        }
    }

    public Waiter Add(Guid id)
    {
        var waiter = new Waiter(this, id);
        lock (_gate)
        {
            if (!_waiters.TryGetValue(id, out var waiters))
            {
                _waiters.Add(id, waiters = []);
            }

            waiters.Add(waiter);
        }

        return waiter;
    }

    /// <summary>Wakes all who wait for the id.</summary>
    public void Wake(Guid id)
    {
        List<Waiter>? waiters;
        lock (_gate)
        {
            _waiters.Remove(id, out waiters);
        }

        waiters?.ForEach(waiter => waiter.Wake());
    }

    private void Remove(Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(waiter.Id, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiters.Remove(waiter.Id);
            }
        }
    }

    private TimeProvider Time => time;

    internal sealed class Waiter(Waiters owner, Guid id) : IDisposable
    {
        private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Id => id;

        public void Wake() => _woken.TrySetResult();

        /// <summary>Waits until it is woken or the time is up.</summary>
        public async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
        {
            try
            {
                await _woken.Task.WaitAsync(patience, owner.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Whoever waited looks for itself.
            }
        }

        public void Dispose() => owner.Remove(this);
    }
}
