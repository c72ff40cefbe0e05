using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents the operations of the last while, as the topics tell of them, for a time and up to a number.</summary>
/// <remarks>
/// The topics are read side by side, so the outcome may come before the command, and everything may come twice: the state that
/// results is the same. It is used by the threads that follow the topics and by all requests.
/// </remarks>
internal sealed class OperationView(IOptions<OperationsOptions> options, TimeProvider time, OutcomeCodec? codec = null)
{
    private const int MostFollowedProcesses = 10_000;

    private readonly TimeSpan _retention = options.Value.Retention;
    private readonly Lock _gate = new();
    private readonly ProcessChanges _changes = new(MostFollowedProcesses);
    private readonly KeptOperations _operations = new(options.Value.MaxCount, options.Value.Retention, time);
    private readonly OutcomeCodec _codec = codec ?? new(JsonSerializerOptions.Web);
    private readonly Waiters<Guid> _waiters = new(options.Value.MaxWaiters, time);

    // Who follows an operation stays, and has its place already; requests that come and go do not take it.
    private readonly Waiters<Guid> _followers = new(options.Value.MaxStreams, time);

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

    /// <summary>Gets how many requests and streams wait for something to happen to an operation.</summary>
    public int WaiterCount => _waiters.Count + _followers.Count;

    /// <summary>Gets the time before which what is read from the past is not kept.</summary>
    public DateTimeOffset Horizon => time.GetUtcNow() - _retention;

    /// <summary>Notes that a command was sent.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="at">When, as somebody's clock says.</param>
    /// <param name="isNew">Whether it was just now. Then it is kept, however wrong that clock is.</param>
    /// <param name="caller">The key of the caller that sent it, where there are several.</param>
    /// <param name="fingerprint">That of the command, where it is known. Of two commands with one id, the first counts until there is an outcome.</param>
    public void Accept(Guid id, DateTimeOffset at, bool isNew = false, ulong? caller = null, Fingerprint? fingerprint = null)
    {
        lock (_gate)
        {
            ref var operation = ref _operations.Find(id);

            if (Unsafe.IsNullRef(ref operation))
            {
                operation = ref Add(id, at, isNew);
                _operations.Forget();
            }
            else
            {
                operation.CreatedAtTicks = Math.Min(operation.CreatedAtTicks, at.UtcTicks);
            }

            if (!Unsafe.IsNullRef(ref operation))
            {
                operation.Caller = operation.Caller == 0 ? caller ?? 0 : operation.Caller;

                if (fingerprint is { } command && operation is { IsCompleted: false, HasFingerprint: false })
                {
                    operation.Fingerprint = command;
                    operation.HasFingerprint = true;
                }
            }
        }

        Wake(id);
    }

    /// <summary>Notes the outcome of a command.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="fingerprint">That of the command, where it is known.</param>
    /// <param name="at">When it came about, as somebody's clock says.</param>
    /// <param name="isNew">Whether it was just now. Then it is kept, however wrong that clock is.</param>
    /// <param name="caller">The key of the caller that sent the command, where it is known.</param>
    public void Complete(Guid id, object outcome, Fingerprint? fingerprint, DateTimeOffset at, bool isNew = false, ulong? caller = null)
    {
        var type = _codec.NumberOf(outcome.GetType());
        var packed = outcome is CommandFailed ? [] : _codec.Pack(outcome);

        lock (_gate)
        {
            ref var operation = ref _operations.Find(id);

            if (Unsafe.IsNullRef(ref operation))
            {
                operation = ref Add(id, at, isNew);
            }

            if (!Unsafe.IsNullRef(ref operation))
            {
                Complete(ref operation, type, packed, fingerprint, at);
                operation.Caller = operation.Caller == 0 ? caller ?? 0 : operation.Caller;
            }

            _operations.Forget();
        }

        Wake(id);
    }

    /// <summary>Notes where a process is that a command has started.</summary>
    /// <param name="changed">All there is to know of it.</param>
    /// <param name="at">When it came about, as somebody's clock says.</param>
    /// <param name="isNew">Whether it was just now.</param>
    public void Move(ProcessChanged changed, DateTimeOffset at, bool isNew = false)
    {
        lock (_gate)
        {
            ref var operation = ref _operations.Find(changed.Id);

            if (Unsafe.IsNullRef(ref operation))
            {
                operation = ref Add(changed.Id, changed.StartedAt < at ? changed.StartedAt : at, isNew);
            }

            if (Unsafe.IsNullRef(ref operation) || operation.ProcessVersion >= changed.Version)
            {
                // It is too old, or comes again.
                return;
            }

            operation.Process = JsonSerializer.SerializeToUtf8Bytes(changed, OperationsJsonContext.Default.ProcessChanged);
            operation.ProcessVersion = changed.Version;
            _changes.Add(changed);
            _operations.Forget();
        }

        Wake(changed.Id);
    }

    /// <summary>Forgets what is known of an operation, if that is not for certain.</summary>
    public void ForgetIfInDoubt(Guid id)
    {
        lock (_gate)
        {
            ref var operation = ref _operations.Find(id);

            if (!Unsafe.IsNullRef(ref operation) && _operations.IsInDoubt(operation))
            {
                _operations.RemovePending(id);
            }
        }
    }

    /// <summary>Returns the operations that are pending for certain, and those of processes that something may be left of.</summary>
    public IReadOnlyList<Operation> FindUnfinished()
    {
        List<KeptOperation> found;

        lock (_gate)
        {
            _operations.Forget();
            found = [.. _operations.All().Where(operation => operation.Process is not null || !(operation.IsCompleted || _operations.IsInDoubt(operation)))];
        }

        return [.. found.Select(kept => Show(kept)).Where(operation => !operation.IsCompleted || operation.Process!.Status is not (ProcessStatus.Succeeded or ProcessStatus.Failed))];
    }

    /// <summary>Returns the changes of a process in their order, of one that was heard of long ago only the last.</summary>
    public IReadOnlyList<ProcessChanged> ChangesOf(Operation operation)
    {
        lock (_gate)
        {
            return _changes.Of(operation.Id) is { Count: > 0 } changes ? changes : operation.Process is { } last ? [last] : [];
        }
    }

    /// <summary>Returns which command an operation waits for that is pending for certain, where that is known.</summary>
    public Fingerprint? FindPending(Guid id)
    {
        lock (_gate)
        {
            ref var operation = ref _operations.Find(id);
            return !Unsafe.IsNullRef(ref operation) && operation is { IsCompleted: false, HasFingerprint: true } && !_operations.IsInDoubt(operation)
                ? operation.Fingerprint
                : null;
        }
    }

    public Operation? Find(Guid id)
    {
        KeptOperation found;
        bool isInDoubt;

        lock (_gate)
        {
            _operations.Forget();
            ref var operation = ref _operations.Find(id);

            if (Unsafe.IsNullRef(ref operation))
            {
                return null;
            }

            found = operation;
            isInDoubt = _operations.IsInDoubt(operation);
        }

        return Show(found) with { IsInDoubt = isInDoubt };
    }

    /// <summary>Returns the operation as soon as it is completed, or as it is when the time is up.</summary>
    public Task<Operation?> WaitAsync(Guid id, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(id, operation => operation is { IsCompleted: true }, patience, cancellationToken);

    /// <summary>Returns the operation as soon as it is as it is awaited, or as it is when the time is up.</summary>
    /// <exception cref="TooManyWaitersException">It is not yet, and as many requests wait already as may.</exception>
    public Task<Operation?> WaitAsync(Guid id, Predicate<Operation?> isAwaited, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(_waiters, id, isAwaited, patience, cancellationToken);

    /// <summary>Does the same for a stream, of which there are never more than may be.</summary>
    public Task<Operation?> FollowAsync(Guid id, Predicate<Operation?> isAwaited, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(_followers, id, isAwaited, patience, cancellationToken);

    private async Task<Operation?> WaitAsync(
        Waiters<Guid> waiters, Guid id, Predicate<Operation?> isAwaited, TimeSpan patience, CancellationToken cancellationToken)
    {
        Operation? found = null;
        await waiters.WaitAsync(id, () => isAwaited(found = Find(id)), patience, cancellationToken);
        return found;
    }

    private void Wake(Guid id)
    {
        _waiters.Wake(id);
        _followers.Wake(id);
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    // A command that failed may be sent again by an operator. Once it has an outcome, that is what counts.
    private void Complete(ref KeptOperation operation, ushort type, byte[] packed, Fingerprint? fingerprint, DateTimeOffset at)
    {
        var wasCompleted = operation.IsCompleted;

        if (wasCompleted && !(operation.HasFailed && packed.Length > 0))
        {
            operation.CompletedAtTicks = Math.Min(operation.CompletedAtTicks, at.UtcTicks);
            return;
        }

        operation.OutcomeType = type;
        operation.Outcome = packed;
        operation.Fingerprint = fingerprint.GetValueOrDefault();
        operation.HasFingerprint = fingerprint is not null;
        operation.CompletedAtTicks = at.UtcTicks;

        if (!wasCompleted)
        {
            _operations.NoteCompleted(operation);
        }
    }

    // Returns a reference to nothing if it is too old.
    private ref KeptOperation Add(Guid id, DateTimeOffset createdAt, bool isNew)
    {
        var age = isNew ? TimeSpan.Zero : time.GetUtcNow() - createdAt;

        if (age > _retention)
        {
            return ref Unsafe.NullRef<KeptOperation>();
        }

        // From here on it ages by a clock that nobody can set.
        var since = time.GetTimestamp() - (age > TimeSpan.Zero ? (long)(age.TotalSeconds * time.TimestampFrequency) : 0);
        return ref _operations.Add(id, createdAt, since);
    }

    private Operation Show(in KeptOperation kept) => new(kept.Id, At(kept.CreatedAtTicks))
    {
        CompletedAt = kept.IsCompleted ? At(kept.CompletedAtTicks) : null,
        Outcome = !kept.IsCompleted ? null : kept.HasFailed ? new CommandFailed() : _codec.Unpack(kept.OutcomeType, kept.Outcome!),
        Fingerprint = kept.HasFingerprint ? kept.Fingerprint : null,
        Caller = kept.Caller == 0 ? null : kept.Caller,
        Process = kept.Process is null ? null : JsonSerializer.Deserialize(kept.Process, OperationsJsonContext.Default.ProcessChanged),
    };
}
