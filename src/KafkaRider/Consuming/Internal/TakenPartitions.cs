using System.Collections.Concurrent;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Remembers which partitions another program has taken from the group, and since when: what it has committed since then was not consumed.</summary>
/// <remarks>One task tells what it has seen, and any thread may ask.</remarks>
internal sealed class TakenPartitions
{
    // Who has come between two looks has read since the first of them, and clocks differ a little.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TopicPartition, DateTimeOffset> _since = new();
    private HashSet<TopicPartition> _ours = [];

    /// <summary>Takes in who has which partitions now.</summary>
    /// <param name="taken">Those that others have.</param>
    /// <param name="ours">Those that members of ours have.</param>
    /// <param name="now">The time.</param>
    public void Note(IEnumerable<TopicPartition> taken, IEnumerable<TopicPartition> ours, DateTimeOffset now)
    {
        foreach (var partition in taken)
        {
            _since.TryAdd(partition, now - Margin);
        }

        // A member that has one again learns of it only after the brokers have said so: what they say for the second time it knows.
        var former = _ours;
        _ours = [.. ours];

        foreach (var partition in _ours.Where(former.Contains))
        {
            _since.TryRemove(partition, out _);
        }
    }

    /// <summary>Says since when another program has had a partition that is ours again.</summary>
    public bool TryFind(TopicPartition partition, out DateTimeOffset since) => _since.TryGetValue(partition, out since);

    public void Forget(TopicPartition partition) => _since.TryRemove(partition, out _);
}
