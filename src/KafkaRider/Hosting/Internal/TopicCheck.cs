using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Looks whether the declared topics can keep what the rider promises.</summary>
internal sealed partial class TopicCheck(KafkaProducer producer, IReadOnlyList<TopicDeclaration> topics, ILogger<TopicCheck> logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(3);

    private string? _unknown;
    private string? _trouble;

    /// <summary>Returns in one line what is wrong, or <see langword="null"/> if nothing is, as far as that can be seen.</summary>
    public async Task<string?> FindTroubleAsync()
    {
        try
        {
            using var lease = producer.Lease();
            var existing = (await producer.Topics.GetAsync(lease, topics.Select(topic => topic.Name), RequestTimeout).ConfigureAwait(false))
                .Where(topic => topic.IsThere)
                .ToDictionary(topic => topic.Name, topic => topic.Partitions);
            var found = topics.Where(topic => existing.ContainsKey(topic.Name)).ToList();
            var settings = await DescribeAsync(lease.Admin, found).ConfigureAwait(false);
            var troubles = found.SelectMany(topic => new[]
            {
                TopicRules.FindTrouble(topic, existing[topic.Name].Count),
                settings.TryGetValue(topic.Name, out var own)
                    ? TopicRules.FindTrouble(topic, own, existing[topic.Name].Min(partition => partition.Replicas))
                    : null,
            });

            _trouble = string.Join("; ", troubles.OfType<string>()) is { Length: > 0 } trouble ? trouble : null;
        }
        catch (KafkaException exception)
        {
            NoteUnknown(exception.Error.Reason);
        }

        return _trouble;
    }

    private async Task<Dictionary<string, Dictionary<string, string>>> DescribeAsync(IAdminClient client, List<TopicDeclaration> found)
    {
        if (found.Count == 0)
        {
            return [];
        }

        if (!producer.Topics.HasController)
        {
            NoteUnknown("the cluster has no controller");
            return [];
        }

        try
        {
            var described = await client.DescribeConfigsAsync(
                found.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }), new() { RequestTimeout = RequestTimeout })
                .ConfigureAwait(false);
            return described.ToDictionary(result => result.ConfigResource.Name, result => Read(result.Entries));
        }
        catch (DescribeConfigsException exception)
        {
            // One without the right to ask does its work all the same.
            NoteUnknown(string.Join("; ", exception.Results
                .Where(report => report.Error.IsError)
                .Select(report => $"{report.ConfigResource.Name}: {report.Error.Reason}")));
            return exception.Results
                .Where(report => !report.Error.IsError)
                .ToDictionary(report => report.ConfigResource.Name, report => Read(report.Entries));
        }
    }

    private static Dictionary<string, string> Read(Dictionary<string, ConfigEntryResult> entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value ?? "");

    // It is asked again and again, and the answer is most often the same.
    private void NoteUnknown(string reason)
    {
        if (reason != _unknown)
        {
            _unknown = reason;
            LogUnknown(reason);
        }
    }

    [LoggerMessage(LogLevel.Information, "Whether topics keep what is promised is not known: {Reason}", EventName = "TopicsUnchecked")]
    private partial void LogUnknown(string reason);
}
