using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Takes records from the client, and has them consumed.</summary>
internal sealed partial class TopicReceiver
{
    /// <summary>Takes a record, if one comes.</summary>
    /// <returns>Whether the next may be taken before anything else is looked after.</returns>
    private bool Receive(IConsumer<byte[], byte[]> consumer, TimeSpan timeout)
    {
        try
        {
            return consumer.Consume(timeout) is { } result && _partitions.TryFind(result.TopicPartition, out var checkpoint) && Take(result, checkpoint);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // An unknown topic, an unavailable broker, a missing right: librdkafka goes on trying.
            _obstacle = KafkaFailures.Explain(exception.Error);
            UpdateStatus();
            if (_errors.TryTake(out var leftOut))
            {
                LogConsumeError(_settings.Topic, _obstacle, leftOut);
            }

            Rest(PollInterval);
            return false;
        }
    }

    private bool Take(ConsumeResult<byte[], byte[]> result, PartitionCheckpoint checkpoint)
    {
        // A clock that is read for each record is dear, and it is about minutes.
        var isAhead = checkpoint.Add(result.Offset, _turnBegan);
        if (isAhead)
        {
            _flow.NoteChange();
        }

        var record = new ConsumedRecord(result, checkpoint);
        if (_room.IsLeft && _isOurs)
        {
            Dispatch(record);
            return !isAhead;
        }

        _partitions.Hold(record);
        return false;
    }

    private void Dispatch(ConsumedRecord record)
    {
        _room.Take();
        _dispatcher.Dispatch(record);
    }

    private Task ProcessAsync(ConsumedRecord record)
    {
        var processing = _processor.ProcessAsync(record);
        if (!processing.IsCompleted)
        {
            return EndAsync(processing);
        }

        NoteDone();
        return processing;
    }

    private async Task EndAsync(Task processing)
    {
        try
        {
            await processing.ConfigureAwait(false);
        }
        finally
        {
            NoteDone();
        }
    }

    private void NoteDone()
    {
        Interlocked.Increment(ref _done);
        _room.Leave();
    }

    // The default keeps the order of keys; what is asked for keeps that of the log, too.
    private IRecordDispatcher CreateDispatcher() => _settings.ConcurrentMessageLimit != 1 && _settings.ConcurrentDeliveryLimit == 1
        ? new KeyedDispatcher(ProcessAsync, _settings.ConcurrentMessageLimit)
        : new LaneDispatcher(ProcessAsync, _settings.ConcurrentMessageLimit ?? _settings.MaxInFlight, _settings.ConcurrentDeliveryLimit);
}
