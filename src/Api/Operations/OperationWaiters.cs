namespace Users.Api.Operations;

/// <summary>Wakes the requests that wait for an operation. A request that waits holds no thread.</summary>
internal sealed class OperationWaiters(TimeProvider time)
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

    public void Complete(Operation operation)
    {
        List<Waiter>? waiters;
        lock (_gate)
        {
            _waiters.Remove(operation.Id, out waiters);
        }

        waiters?.ForEach(waiter => waiter.Complete(operation));
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

    internal sealed class Waiter(OperationWaiters owner, Guid id) : IDisposable
    {
        private readonly TaskCompletionSource<Operation> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Id => id;

        public void Complete(Operation operation) => _completed.TrySetResult(operation);

        /// <summary>Returns the completed operation, or <see langword="null"/> when the time is up.</summary>
        public async Task<Operation?> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
        {
            try
            {
                return await _completed.Task.WaitAsync(patience, owner.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        public void Dispose() => owner.Remove(this);
    }

    private TimeProvider Time => time;
}
