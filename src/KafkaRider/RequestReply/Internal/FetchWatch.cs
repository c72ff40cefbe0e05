using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Notices that records are in a partition, or might be, and are not fetched.</summary>
/// <remarks>
/// A broker can be reached and answer every other request, and yet not this one: it hangs, or refuses fetches. Whoever waits for what it holds
/// would wait in vain, and learn of it only by time-outs. So the partition's end is asked for whenever nothing has come for a while.
/// Is used by the consumer thread.
/// </remarks>
internal sealed class FetchWatch(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IntervalOfFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    // One may go unanswered while a partition moves to another broker.
    private const int UnansweredUntilFault = 2;

    private long _looked = time.GetTimestamp();
    private long? _end;
    private int _unanswered;

    /// <summary>Gets why nothing is fetched, or <see langword="null"/> while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes note of a record, or of the end of the partition, or of a new beginning.</summary>
    public void NoteProgress()
    {
        _looked = time.GetTimestamp();
        _end = null;
        _unanswered = 0;
        Fault = null;
    }

    /// <summary>Looks where the partition ends, if it is time. What is not read by the next time is not fetched.</summary>
    /// <param name="consumer">The client that reads the partition.</param>
    /// <param name="position">What it reads next.</param>
    public void Look(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset position)
    {
        if (time.GetElapsedTime(_looked) < (Fault is null ? Interval : IntervalOfFault))
        {
            return;
        }

        try
        {
            var end = consumer.QueryWatermarkOffsets(position.TopicPartition, RequestTimeout).High.Value;
            if (end <= position.Offset)
            {
                NoteProgress();
            }
            else if (position.Offset < _end)
            {
                Fault = $"partition {position.Partition.Value} of {position.Topic} has records up to offset {_end}, but from {position.Offset} on none is fetched";
            }

            _end = end;
            _unanswered = 0;
        }
        catch (KafkaException exception)
        {
            _unanswered++;
            if (_unanswered >= UnansweredUntilFault)
            {
                Fault = $"the broker of partition {position.Partition.Value} of {position.Topic} does not answer: {exception.Error.Reason}";
            }
        }

        _looked = time.GetTimestamp();
    }
}
