using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Asks where a partition ends of which nothing comes, one at a time, and lets nobody wait for the answer.</summary>
/// <param name="offsets">Whom to ask.</param>
/// <remarks>Is used by the thread of the client.</remarks>
internal sealed class FetchQuestion(FollowOffsets offsets)
{
    private PartitionProgress? _asked;
    private Task<FetchAnswer>? _asking;

    /// <summary>Takes the answer, if there is one, and asks the next time, if that is due.</summary>
    /// <param name="consumer">The client that reads the partitions.</param>
    /// <param name="behind">The partitions of which there is more, as far as is known.</param>
    /// <param name="all">All of the topic.</param>
    public void Serve(IConsumer<byte[], byte[]> consumer, IReadOnlyList<PartitionProgress> behind, IEnumerable<PartitionProgress> all)
    {
        if (_asking is { IsCompleted: true } asking)
        {
            _asking = null;

            // What has come meanwhile says more.
            if (asking.GetAwaiter().GetResult() is var answer && answer.Position.Offset == _asked!.Offset)
            {
                _asked.Fetching.Take(answer);
            }
        }

        if (_asking is null
            && (behind.FirstOrDefault(partition => partition.Fetching.IsDue) ?? all.FirstOrDefault(partition => partition.Fetching.IsDueWhileIdle)) is { } due)
        {
            // What the last fetch told of, whether it may be shown or not: before the question, whose answer would be the newer one.
            _asked = due;
            _asking = AskAsync(due.Position, consumer.GetWatermarkOffsets(due.Partition).High.Value);
        }
    }

    /// <summary>Returns a task that ends when nothing is asked.</summary>
    public Task WhenAnsweredAsync() => _asking ?? Task.CompletedTask;

    private async Task<FetchAnswer> AskAsync(TopicPartitionOffset position, long written)
    {
        try
        {
            return new(position, written, await offsets.FindEndAsync(position.TopicPartition, FetchWatch.RequestTimeout).ConfigureAwait(false), Failure: null);
        }
        catch (KafkaException exception)
        {
            return new(position, Written: 0, End: 0, exception.Error);
        }
    }
}
