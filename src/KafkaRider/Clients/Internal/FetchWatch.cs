using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Notices that records are in a partition, or might be, and are not fetched.</summary>
/// <remarks>
/// A broker can be reached and answer every other request, and yet not this one: it hangs, or refuses fetches. Whoever waits for what it holds
/// would wait in vain, and learn of it only by time-outs. So the partition's end is asked for whenever nothing has come for a while.
/// Where somebody has left a transaction open, the broker shows nothing that was written after it began, by whomever.
/// Is used by the consumer thread.
/// </remarks>
internal sealed class FetchWatch(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IntervalOfFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalOfIdleness = TimeSpan.FromSeconds(30);

    // Longer than librdkafka takes to connect again, and than a broker takes to take a partition over.
    private static readonly TimeSpan PatienceWithClient = TimeSpan.FromSeconds(30);

    // One may go unanswered while a partition moves to another broker.
    private const int UnansweredUntilFault = 2;

    /// <summary>How long to wait for an answer.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private long _looked = time.GetTimestamp();
    private long? _end;
    private long? _stuckSince;
    private int _unanswered;

    /// <summary>Gets why nothing is fetched, or <see langword="null"/> while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets whether the reason is a transaction that is open: what is hidden comes when it ends, and the broker ends it.</summary>
    public bool IsTransactionOpen { get; private set; }

    /// <summary>Gets whether the client itself may be at fault: for long it has fetched nothing of what is there, or got no answer.</summary>
    public bool IsStuck => _stuckSince is { } since && time.GetElapsedTime(since) >= PatienceWithClient;

    /// <summary>Takes note of another client, of which it is not known yet whether it does better.</summary>
    public void NoteAnotherClient() => _stuckSince = null;

    /// <summary>Takes note of a record, or of the end of the partition, or of a new beginning.</summary>
    public void NoteProgress()
    {
        _looked = time.GetTimestamp();
        _end = null;
        _stuckSince = null;
        _unanswered = 0;
        Fault = null;
        IsTransactionOpen = false;
    }

    /// <summary>Gets whether it is time to look where the partition ends. What is not read by the next time is not fetched.</summary>
    public bool IsDue => time.GetElapsedTime(_looked) >= (Fault is null ? Interval : IntervalOfFault);

    /// <summary>Gets whether it is time to look where a partition ends of which nobody has said that there is more: the client may have lost its way to it.</summary>
    public bool IsDueWhileIdle => time.GetElapsedTime(_looked) >= (Fault is null ? IntervalOfIdleness : IntervalOfFault);

    /// <summary>Gets where the partition ended at the last look, if nothing has come since.</summary>
    public long End => _end ?? 0;

    /// <summary>Looks where the partition ends, if it is time.</summary>
    /// <param name="consumer">The client that reads the partition.</param>
    /// <param name="position">What it reads next.</param>
    public void Look(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset position)
    {
        if (!IsDue)
        {
            return;
        }

        try
        {
            // What the last fetch told of, whether it may be shown or not: before the question, whose answer would be the newer one.
            var written = consumer.GetWatermarkOffsets(position.TopicPartition).High.Value;
            Take(new(position, written, consumer.QueryWatermarkOffsets(position.TopicPartition, RequestTimeout).High.Value, Failure: null));
        }
        catch (KafkaException exception)
        {
            Take(new(position, Written: 0, End: 0, exception.Error));
            NoteStuck();
        }
    }

    /// <summary>Takes an answer. Since it was asked for, nothing has come.</summary>
    public void Take(FetchAnswer answer)
    {
        var (topic, partition, offset) = (answer.Position.Topic, answer.Position.Partition.Value, answer.Position.Offset);
        if (answer.Failure is { } failure)
        {
            _unanswered++;
            if (_unanswered >= UnansweredUntilFault)
            {
                Fault = $"the broker of partition {partition} of {topic} does not answer: {failure.Reason}";
            }
        }
        else
        {
            if (answer.End <= offset)
            {
                NoteProgress();
                if (answer.Written > offset)
                {
                    IsTransactionOpen = true;
                    Fault = $"a transaction is open in partition {partition} of {topic}: "
                        + $"what was written from offset {offset} on is not shown before it ends";
                }
            }
            else if (offset < _end)
            {
                Fault = $"partition {partition} of {topic} has records up to offset {_end}, but from {offset} on none is fetched";
                NoteStuck();
            }

            _end = answer.End;
            _unanswered = 0;
        }

        _looked = time.GetTimestamp();
    }

    private void NoteStuck()
    {
        if (Fault is not null)
        {
            _stuckSince ??= time.GetTimestamp();
        }
    }
}
