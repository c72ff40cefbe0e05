using System.Diagnostics.CodeAnalysis;

namespace KafkaRider.Internal;

/// <summary>Runs records with one key of one partition one after another, in log order, and all others concurrently.</summary>
/// <param name="process">Processes a record.</param>
/// <param name="limit">How many may run at a time; <see langword="null"/> is any number.</param>
internal sealed class KeyedDispatcher(Func<ConsumedRecord, Task> process, int? limit = null) : IRecordDispatcher
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RecordKey, Queue<ConsumedRecord>?> _running = new(RecordKeyComparer.Instance);
    private readonly Queue<(ConsumedRecord Record, RecordKey? Key)> _waiting = [];
    private int _runs;

    public void Dispatch(ConsumedRecord record)
    {
        var key = record.Received.Message.Key is { } bytes ? new RecordKey(record.Received.Partition, bytes) : (RecordKey?)null;
        if (key is null && limit is null)
        {
            Run(record, key: null);
            return;
        }

        lock (_gate)
        {
            if (key is { } k && !TryBegin(k, record))
            {
                return;
            }

            if (_runs >= limit)
            {
                _waiting.Enqueue((record, key));
                return;
            }

            _runs++;
        }

        Run(record, key);
    }

    /// <summary>Says whether a record is the first of its key; if not, it has its place behind the others.</summary>
    private bool TryBegin(RecordKey key, ConsumedRecord record)
    {
        if (_running.TryAdd(key, null))
        {
            return true;
        }

        if (_running[key] is not { } waiting)
        {
            _running[key] = waiting = new();
        }

        waiting.Enqueue(record);
        return false;
    }

    private void Run(ConsumedRecord record, RecordKey? key) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Dispatcher.RunAsync(state.Record, state.Key), (Dispatcher: this, Record: record, Key: key), preferLocal: false);

    private async Task RunAsync(ConsumedRecord record, RecordKey? key)
    {
        while (true)
        {
            await process(record).ConfigureAwait(false);
            if (key is { } k && TryNext(k, out var next))
            {
                record = next;
            }
            else if (!TryNextOfAnother(ref record, ref key))
            {
                return;
            }
        }
    }

    private bool TryNextOfAnother(ref ConsumedRecord record, ref RecordKey? key)
    {
        if (limit is null)
        {
            return false;
        }

        lock (_gate)
        {
            if (_waiting.TryDequeue(out var waiting))
            {
                (record, key) = waiting;
                return true;
            }

            _runs--;
            return false;
        }
    }

    private bool TryNext(RecordKey key, [NotNullWhen(true)] out ConsumedRecord? next)
    {
        lock (_gate)
        {
            if (_running[key] is { } waiting && waiting.TryDequeue(out next))
            {
                return true;
            }

            _running.Remove(key);
            next = null;
            return false;
        }
    }

    private readonly record struct RecordKey(int Partition, byte[] Key);

    private sealed class RecordKeyComparer : IEqualityComparer<RecordKey>
    {
        public static readonly RecordKeyComparer Instance = new();

        public bool Equals(RecordKey x, RecordKey y) => x.Partition == y.Partition && x.Key.AsSpan().SequenceEqual(y.Key);

        public int GetHashCode(RecordKey obj)
        {
            var hash = new HashCode();
            hash.Add(obj.Partition);
            hash.AddBytes(obj.Key);
            return hash.ToHashCode();
        }
    }
}
