using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Finds the partitions of a topic, and the offsets between which a follower has to catch up.</summary>
/// <param name="producer">Whose connections to ask over: no fetch is under way there, behind which a question would wait.</param>
/// <param name="isolation">Up to where followers are shown what is in transactions.</param>
internal sealed class FollowOffsets(KafkaProducer producer, IsolationLevel isolation)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Returns the partitions of a topic. Blocks.</summary>
    /// <exception cref="KafkaException">The brokers did not answer, or do not know the topic.</exception>
    public IReadOnlyList<TopicPartition> GetPartitions(string topic)
    {
        using var lease = producer.Lease();
        var metadata = lease.Admin.GetMetadata(topic, RequestTimeout).Topics.Single();
        return metadata.Error.IsError
            ? throw new KafkaException(metadata.Error)
            : [.. metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
    }

    /// <summary>Returns for each partition the offset to start with and the offset that the next record will get.</summary>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public async Task<IReadOnlyList<(TopicPartition Partition, long Start, long End)>> FindAsync(IReadOnlyDictionary<TopicPartition, FollowStart> starts)
    {
        using var lease = producer.Lease();
        var timed = starts.Where(start => start.Value.Time is not null).ToList();
        var ends = await Task.WhenAll(
            FindAsync(lease, starts.Keys, _ => OffsetSpec.Earliest()),
            FindAsync(lease, starts.Keys, _ => OffsetSpec.Latest()),
            FindAsync(lease, timed.Select(start => start.Key), partition => At(starts[partition].Time!.Value)),
            // "None" is also what a broker says that knows nothing of times. It finds not even a record from any time at all.
            FindAsync(lease, timed.Select(start => start.Key), _ => OffsetSpec.ForTimestamp(0))).ConfigureAwait(false);
        var (low, high, since, any) = (ends[0], ends[1], ends[2], ends[3]);
        var found = starts.Select(start => GetRange(start.Key, start.Value)).ToList();
        var total = found.Sum(range => range.High - range.Since);
        return [.. found.Select(range => (range.Partition, Math.Min(range.First, range.High - ShareOf(range, total)), range.High))];

        Range GetRange(TopicPartition partition, FollowStart start)
        {
            var (first, last) = (low[partition].Value, high[partition].Value);
            var chosen = start switch
            {
                { Offset: { } offset } => offset >= first && offset <= last ? offset : first,
                { Time: not null } => last,
                _ => first,
            };
            var sinceTime = start.Time is null ? last : ValueOf(since[partition]) ?? (ValueOf(any[partition]) is null ? first : last);
            return new(partition, chosen, Math.Clamp(sinceTime, first, last), last, start.AtMost);
        }
    }

    /// <summary>Returns the offset up to which a partition shows records.</summary>
    /// <exception cref="KafkaException">The broker did not answer in time.</exception>
    public async Task<long> FindEndAsync(TopicPartition partition, TimeSpan timeout)
    {
        using var lease = producer.Lease();
        return (await FindAsync(lease, [partition], _ => OffsetSpec.Latest(), timeout).ConfigureAwait(false))[partition].Value;
    }

    private async Task<Dictionary<TopicPartition, Offset>> FindAsync(
        ClientLease lease, IEnumerable<TopicPartition> partitions, Func<TopicPartition, OffsetSpec> getPlace, TimeSpan? timeout = null)
    {
        List<TopicPartitionOffsetSpec> asked =
            [.. partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = getPlace(partition) })];
        if (asked.Count == 0)
        {
            return [];
        }

        try
        {
            var found = await lease.Admin.ListOffsetsAsync(asked, new() { RequestTimeout = timeout ?? RequestTimeout, IsolationLevel = isolation }).ConfigureAwait(false);
            return Read(found.ResultInfos);
        }
        catch (ListOffsetsException exception) when (exception is { Result.ResultInfos: var answers })
        {
            // Its own text names every partition.
            throw new KafkaException(answers.Select(answer => answer.TopicPartitionOffsetError.Error).First(error => error.IsError));
        }
    }

    /// <summary>Returns what a broker has answered.</summary>
    /// <exception cref="KafkaException">It does not know yet what a partition holds: so says one that is still loading it, and calls it no error.</exception>
    internal static Dictionary<TopicPartition, Offset> Read(IReadOnlyList<ListOffsetsResultInfo> answers)
    {
        var found = answers.ToDictionary(answer => answer.TopicPartitionOffsetError.TopicPartition, answer => answer.TopicPartitionOffsetError.Offset);

        foreach (var (partition, offset) in found)
        {
            if (offset == Offset.Unset)
            {
                throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, $"The broker does not know yet what {partition} holds."));
            }
        }

        return found;
    }

    private static OffsetSpec At(DateTimeOffset time) => OffsetSpec.ForTimestamp(Math.Max(0, time.ToUnixTimeMilliseconds()));

    private static long? ValueOf(Offset offset) => offset.IsSpecial ? null : offset.Value;

    // Of what is too much for all partitions together, each gives as large a part.
    private static long ShareOf(Range range, long total)
    {
        var count = range.High - range.Since;
        return range.AtMost is { } most && total > most ? (long)Math.Ceiling((double)count * most / total) : count;
    }

    private sealed record Range(TopicPartition Partition, long First, long Since, long High, long? AtMost);
}
