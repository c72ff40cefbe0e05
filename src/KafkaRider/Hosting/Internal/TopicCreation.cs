using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Creates the declared topics where they do not exist, as soon as a broker can be reached.</summary>
internal sealed partial class TopicCreation(KafkaProducer producer, IReadOnlyList<TopicDeclaration> topics, TimeProvider time, ILogger<TopicCreation> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!await TryCreateAsync().ConfigureAwait(false))
        {
            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryCreateAsync()
    {
        try
        {
            using var lease = producer.Lease();
            var missing = GetMissing(lease.Admin);
            if (missing.Count > 0)
            {
                await lease.Admin
                    .CreateTopicsAsync(missing.Select(Describe), new() { RequestTimeout = RequestTimeout, OperationTimeout = RequestTimeout })
                    .ConfigureAwait(false);
                LogCreated(string.Join(", ", missing.Select(topic => topic.Name)));
            }

            return true;
        }
        catch (CreateTopicsException exception)
        {
            foreach (var report in exception.Results.Where(r => r.Error.IsError && r.Error.Code != ErrorCode.TopicAlreadyExists))
            {
                LogNotCreated(report.Topic, report.Error.Reason);
            }

            return !exception.Results.Any(report => WillPass(report.Error.Code));
        }
        catch (KafkaException exception)
        {
            LogFailed(exception.Error.Reason);
            return !WillPass(exception.Error.Code);
        }
    }

    // Asks for all topics, because asking for one that is missing may make the broker create it, with its own default of partitions.
    private List<TopicDeclaration> GetMissing(IAdminClient client)
    {
        if (topics.Count == 0)
        {
            return [];
        }

        var existing = client.GetMetadata(RequestTimeout).Topics.Select(topic => topic.Topic).ToHashSet(StringComparer.Ordinal);
        return [.. topics.Where(topic => !existing.Contains(topic.Name))];
    }

    private static TopicSpecification Describe(TopicDeclaration topic) => new()
    {
        Name = topic.Name,
        NumPartitions = topic.Partitions,
        ReplicationFactor = -1,
        Configs = new()
        {
            ["cleanup.policy"] = "delete",
            ["retention.ms"] = topic.Retention is { } retention
                ? retention.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)
                : "-1",
        },
    };

    // A broker that forbids it, or does not know how, leaves the topics to the operator.
    private static bool WillPass(ErrorCode code) =>
        KafkaFailures.Classify(code) == FailureKind.PassesByItself || code == ErrorCode.InvalidReplicationFactor;

    [LoggerMessage(LogLevel.Information, "Created topics {Topics}", EventName = "TopicsCreated")]
    private partial void LogCreated(string topics);

    [LoggerMessage(LogLevel.Warning, "Topic {Topic} was not created: {Reason}", EventName = "TopicNotCreated")]
    private partial void LogNotCreated(string topic, string reason);

    [LoggerMessage(LogLevel.Information, "Topics were not created: {Reason}", EventName = "TopicsNotCreated")]
    private partial void LogFailed(string reason);
}
