using System.Diagnostics.CodeAnalysis;

namespace KafkaRider.Internal;

/// <summary>Runs records with one key of one partition one after another, in log order, and all others concurrently.</summary>
/// <param name="process">Processes a record. Does not throw.</param>
internal sealed class KeyedDispatcher(Func<ConsumedRecord, Task> process)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RecordKey, Queue<ConsumedRecord>?> _running = new(RecordKeyComparer.Instance);

    public void Dispatch(ConsumedRecord record)
    {
        if (record.Received.Message.Key is not { } key)
        {
            Run(record, key: null);
            return;
        }

        var recordKey = new RecordKey(record.Received.Partition, key);
        lock (_gate)
        {
            if (_running.TryGetValue(recordKey, out var waiting))
            {
                if (waiting is null)
                {
                    _running[recordKey] = waiting = new();
                }

                waiting.Enqueue(record);
                return;
            }

            _running.Add(recordKey, null);
        }

        Run(record, recordKey);
    }

    private void Run(ConsumedRecord record, RecordKey? key) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Dispatcher.RunAsync(state.Record, state.Key), (Dispatcher: this, Record: record, Key: key), preferLocal: false);

    private async Task RunAsync(ConsumedRecord record, RecordKey? key)
    {
        await process(record).ConfigureAwait(false);

        while (key is { } k && TryNext(k, out var next))
        {
            await process(next).ConfigureAwait(false);
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
