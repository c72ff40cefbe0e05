namespace KafkaRider.Internal;

/// <summary>Runs records in lanes: in each they begin in the order in which they come, and no more than a few run at a time.</summary>
/// <param name="process">Processes a record. Does not throw.</param>
/// <param name="lanes">How many lanes there are. Records with one key are in one; those without take turns.</param>
/// <param name="width">How many records of a lane may run at a time.</param>
internal sealed class LaneDispatcher(Func<ConsumedRecord, Task> process, int lanes, int width) : IRecordDispatcher
{
    private readonly Lane[] _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new Lane(process, width))];
    private int _turn;

    /// <remarks>Is called by the consumer thread alone.</remarks>
    public void Dispatch(ConsumedRecord record)
    {
        var lane = lanes == 1 ? 0
            : record.Received.Message.Key is { } key ? Murmur2Partitioner.PartitionOf(key, lanes)
            : (_turn++ & int.MaxValue) % lanes;
        _lanes[lane].Add(record);
    }

    private sealed class Lane(Func<ConsumedRecord, Task> process, int width)
    {
        private readonly Lock _gate = new();
        private readonly Queue<ConsumedRecord> _waiting = [];
        private int _running;
        private bool _isBeginning;

        public void Add(ConsumedRecord record)
        {
            lock (_gate)
            {
                _waiting.Enqueue(record);
                if (_isBeginning || _running >= width)
                {
                    return;
                }

                _isBeginning = true;
            }

            Queue();
        }

        private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(static lane => lane.Begin(), this, preferLocal: false);

        // One thread at a time begins records, each up to where it first waits: so they keep their order.
        private void Begin()
        {
            while (TryTake(out var record))
            {
                var task = process(record!);
                if (task.IsCompleted)
                {
                    Leave(isBeginning: true);
                }
                else
                {
                    _ = EndAsync(task);
                }
            }
        }

        private bool TryTake(out ConsumedRecord? record)
        {
            lock (_gate)
            {
                record = null;
                _isBeginning = _running < width && _waiting.TryDequeue(out record);
                _running += _isBeginning ? 1 : 0;
                return _isBeginning;
            }
        }

        private async Task EndAsync(Task task)
        {
            await task.ConfigureAwait(false);
            Leave(isBeginning: false);
        }

        private void Leave(bool isBeginning)
        {
            lock (_gate)
            {
                _running--;
                if (isBeginning || _isBeginning || _waiting.Count == 0)
                {
                    return;
                }

                _isBeginning = true;
            }

            Queue();
        }
    }
}
