using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Looks once, at start, whether the topics can keep what the rider promises.</summary>
internal sealed partial class TopicCheck(KafkaProducer producer, IReadOnlyList<TopicDeclaration> topics, ILogger<TopicCheck> logger)
{
    private const string MinInSyncReplicas = "min.insync.replicas";
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(3);

    /// <exception cref="ConfigurationException">A topic wants more in-sync replicas than it has replicas: no record could be acknowledged.</exception>
    public async Task RunAsync()
    {
        try
        {
            using var lease = producer.Lease();
            var existing = lease.Admin.GetMetadata(RequestTimeout).Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions);
            foreach (var topic in topics.Where(topic => existing.ContainsKey(topic.Name)))
            {
                var partitions = existing[topic.Name];
                if (partitions.Count != topic.Partitions)
                {
                    LogPartitions(topic.Name, partitions.Count, topic.Partitions);
                }

                await CheckReplicasAsync(lease.Admin, topic.Name, partitions.Min(partition => partition.Replicas.Length)).ConfigureAwait(false);
            }
        }
        catch (KafkaException exception)
        {
            // Brokers may forbid it, or not know how.
            LogUnchecked(exception.Error.Reason);
        }
    }

    private static async Task CheckReplicasAsync(IAdminClient client, string topic, int replicas)
    {
        var described = await client.DescribeConfigsAsync(
            [new ConfigResource { Type = ResourceType.Topic, Name = topic }], new() { RequestTimeout = RequestTimeout }).ConfigureAwait(false);

        if (described.Single().Entries.TryGetValue(MinInSyncReplicas, out var entry)
            && int.TryParse(entry.Value, CultureInfo.InvariantCulture, out var required)
            && required > replicas)
        {
            throw new ConfigurationException(
                $"Topic {topic} has {MinInSyncReplicas}={required} but only {replicas} replica(s): no record could ever be acknowledged. "
                + "Add replicas or lower the setting.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Topic {Topic} has {Actual} partitions, not {Expected}", EventName = "TopicPartitions")]
    private partial void LogPartitions(string topic, int actual, int expected);

    [LoggerMessage(LogLevel.Information, "Topics were not checked: {Reason}", EventName = "TopicsUnchecked")]
    private partial void LogUnchecked(string reason);
}
