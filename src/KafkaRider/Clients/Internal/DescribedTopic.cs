using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Is what the brokers say of a topic that was asked for by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Error">Why there is nothing to say, if that is so.</param>
/// <param name="Id">The id; empty where the brokers give none.</param>
/// <param name="Partitions">The partitions.</param>
internal sealed record DescribedTopic(string Name, ErrorCode Error, string Id, IReadOnlyList<DescribedPartition> Partitions)
{
    public bool IsMissing => Error == ErrorCode.UnknownTopicOrPart;

    public bool IsThere => Error == ErrorCode.NoError && Partitions.Count > 0;

    public static DescribedTopic From(TopicDescription topic) => new(
        topic.Name,
        topic.Error.Code,
        topic.TopicId?.ToString() ?? "",
        [.. topic.Partitions.Select(partition => new DescribedPartition(partition.Partition, partition.Leader?.Id ?? -1, partition.Replicas.Count))]);

    public static DescribedTopic From(TopicMetadata topic) => new(
        topic.Topic,
        topic.Error.Code,
        Id: "",
        [.. topic.Partitions.Select(partition => new DescribedPartition(partition.PartitionId, partition.Leader, partition.Replicas.Length))]);
}
