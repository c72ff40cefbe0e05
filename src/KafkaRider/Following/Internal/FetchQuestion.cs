using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Asks where a partition ends of which nothing comes, one at a time, and lets nobody wait for the answer.</summary>
/// <remarks>Is used by the thread of the client, but for asking.</remarks>
internal sealed class FetchQuestion
{
    private PartitionProgress? _asked;
    private Task<FetchAnswer>? _asking;

    /// <summary>Takes the answer, if there is one, and asks the next time, if that is due.</summary>
    /// <param name="consumer">The client that reads the partitions. It must not end before the answer is there.</param>
    /// <param name="behind">The partitions of which there is more, as far as is known.</param>
    public void Serve(IConsumer<byte[], byte[]> consumer, IReadOnlyList<PartitionProgress> behind)
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

        if (_asking is null && behind.FirstOrDefault(partition => partition.Fetching.IsDue) is { } due)
        {
            // On a thread of its own: where a broker hangs, those of the pool are needed for what does not.
            var position = due.Position;
            _asked = due;
            _asking = Task.Factory.StartNew(
                () => FetchWatch.Ask(consumer, position), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Waits until nobody asks, and forgets the answer.</summary>
    public void Abandon()
    {
        if (_asking is { } asking)
        {
            Task.WhenAny(asking).Wait();
            _asking = null;
        }
    }
}
