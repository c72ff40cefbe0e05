using System.Collections.Concurrent;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Knows which records of an endpoint fail for a reason that does not pass by itself, for health to tell.</summary>
internal sealed class FailingRecords
{
    private readonly ConcurrentDictionary<TopicPartitionOffset, string> _reasons = [];

    public void Add(TopicPartitionOffset record, string reason) => _reasons[record] = reason;

    public void Remove(TopicPartitionOffset record) => _reasons.TryRemove(record, out _);

    /// <summary>Returns what is wrong, or <see langword="null"/> if nothing is.</summary>
    public string? Describe() => _reasons.IsEmpty || _reasons.MinBy(pair => pair.Key.Offset.Value) is not { Key: { } place, Value: var reason }
        ? null
        : $"{_reasons.Count} records cannot be finished, the first at {place.Topic}[{place.Partition.Value}]@{place.Offset.Value}: {reason}";
}
