using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Holds the operations of the last while, as the topics tell of them, for a time and up to a number.</summary>
/// <remarks>
/// The topics are read side by side, so the outcome may come before the command, and everything may come twice: the state that
/// results is the same. It is used by the threads that follow the topics and by all requests.
/// </remarks>
internal sealed class OperationView(IOptions<OperationsOptions> options, TimeProvider time)
{
    private readonly OperationsOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Operation> _operations = [];
    private readonly PriorityQueue<Guid, long> _byAge = new();
    private readonly Waiters _waiters = new(time);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _operations.Count;
            }
        }
    }

    /// <summary>Gets how many requests wait for something to happen to an operation.</summary>
    public int WaiterCount => _waiters.Count;

    /// <summary>Gets the time before which what is read from the past is not kept.</summary>
    public DateTimeOffset Horizon => time.GetUtcNow() - _options.Retention;

    /// <summary>Notes that a command was sent.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="at">When, as somebody's clock says.</param>
    /// <param name="isNew">Whether it was just now. Then it is kept, however wrong that clock is.</param>
    public void Accept(Guid id, DateTimeOffset at, bool isNew = false)
    {
        lock (_gate)
        {
            if (!_operations.TryGetValue(id, out var known))
            {
                Add(new(id, at), isNew);
            }
            else if (at < known.CreatedAt)
            {
                _operations[id] = known with { CreatedAt = at };
            }
        }

        _waiters.Wake(id);
    }

    /// <summary>Notes the outcome of a command.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="fingerprint">That of the command, where it is known.</param>
    /// <param name="at">When it came about, as somebody's clock says.</param>
    /// <param name="isNew">Whether it was just now. Then it is kept, however wrong that clock is.</param>
    public void Complete(Guid id, object outcome, Fingerprint? fingerprint, DateTimeOffset at, bool isNew = false)
    {
        lock (_gate)
        {
            if (_operations.TryGetValue(id, out var known))
            {
                _operations[id] = Merge(known, outcome, fingerprint, at);
            }
            else
            {
                Add(Merge(new(id, at), outcome, fingerprint, at), isNew);
            }
        }

        _waiters.Wake(id);
    }

    public Operation? Find(Guid id)
    {
        lock (_gate)
        {
            Forget();
            return _operations.GetValueOrDefault(id);
        }
    }

    /// <summary>Returns the operation as soon as it is completed, or as it is when the time is up.</summary>
    public Task<Operation?> WaitAsync(Guid id, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(id, operation => operation is { IsCompleted: true }, patience, cancellationToken);

    /// <summary>Returns the operation as soon as it is as it is awaited, or as it is when the time is up.</summary>
    public async Task<Operation?> WaitAsync(Guid id, Predicate<Operation?> isAwaited, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();

        while (true)
        {
            using var waiter = _waiters.Add(id);

            // After the waiter is there: what happens from now on, wakes it.
            var operation = Find(id);
            var left = patience - time.GetElapsedTime(start);

            if (left <= TimeSpan.Zero || isAwaited(operation))
            {
                return operation;
            }

            await waiter.WaitAsync(left, cancellationToken);
        }
    }

    // A command that failed may be sent again by an operator. Once it has an outcome, that is what counts.
    private static Operation Merge(Operation known, object outcome, Fingerprint? fingerprint, DateTimeOffset at) =>
        known.Outcome is null || (known.Outcome is CommandFailed && outcome is not CommandFailed)
            ? known with { Outcome = outcome, Fingerprint = fingerprint, CompletedAt = at }
            : known with { CompletedAt = at < known.CompletedAt ? at : known.CompletedAt };

    private void Add(Operation operation, bool isNew)
    {
        var age = isNew ? TimeSpan.Zero : time.GetUtcNow() - operation.CreatedAt;

        if (age <= _options.Retention)
        {
            _operations.Add(operation.Id, operation);

            // From here on it ages by a clock that nobody can set.
            _byAge.Enqueue(operation.Id, time.GetTimestamp() - (age > TimeSpan.Zero ? (long)(age.TotalSeconds * time.TimestampFrequency) : 0));
            Forget();
        }
    }

    private void Forget()
    {
        while (_byAge.TryPeek(out var oldest, out var since)
            && (_operations.Count > _options.MaxCount || time.GetElapsedTime(since) > _options.Retention))
        {
            _byAge.Dequeue();
            _operations.Remove(oldest);
        }
    }
}
