using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Creates the declared topics where they do not exist, as soon as a broker can be reached.</summary>
internal sealed partial class TopicCreation(KafkaProducer producer, IReadOnlyList<TopicDeclaration> topics, TimeProvider time, ILogger<TopicCreation> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private string? _refusal;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync().ConfigureAwait(false))
        {
            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates what is missing, and returns whether there is nothing left to try.</summary>
    public async Task<bool> TryAsync()
    {
        try
        {
            using var lease = producer.Lease();
            var missing = await GetMissingAsync(lease).ConfigureAwait(false);
            if (missing.Count > 0)
            {
                await lease.Admin
                    .CreateTopicsAsync(missing.Select(Describe), OptionsFor(missing))
                    .ConfigureAwait(false);
                LogCreated(string.Join(", ", missing.Select(topic => topic.Name)));
            }

            _refusal = null;

            return true;
        }
        catch (CreateTopicsException exception)
        {
            NoteRefusals([.. exception.Results.Where(r => r.Error.IsError && r.Error.Code != ErrorCode.TopicAlreadyExists)]);

            return !exception.Results.Any(report => WillPass(report.Error.Code));
        }
        catch (KafkaException exception)
        {
            LogFailed(exception.Error.Reason);
            return !WillPass(exception.Error.Code);
        }
    }

    private async Task<List<TopicDeclaration>> GetMissingAsync(ClientLease client)
    {
        var described = await producer.Topics.GetAsync(client, topics.Select(topic => topic.Name), RequestTimeout).ConfigureAwait(false);
        return [.. topics.Where(topic => described.Any(found => found.Name == topic.Name && found.IsMissing))];
    }

    private static TopicSpecification Describe(TopicDeclaration topic) => new()
    {
        Name = topic.Name,
        NumPartitions = topic.Partitions,
        ReplicationFactor = topic.ReplicationFactor,
        Configs = topic.IsPlain ? [] : TopicRules.SettingsOf(topic),
    };

    private static CreateTopicsOptions OptionsFor(List<TopicDeclaration> missing)
    {
        var timeout = missing.Max(topic => topic.RequestTimeout);
        return new() { RequestTimeout = timeout, OperationTimeout = timeout };
    }

    // It may be tried for as long as the topic is missing; the reason is most often the same.
    private void NoteRefusals(List<CreateTopicReport> refused)
    {
        var refusal = string.Join("; ", refused.Select(report => $"{report.Topic}: {report.Error.Reason}"));
        if (refusal != _refusal)
        {
            _refusal = refusal;
            refused.ForEach(report => LogNotCreated(report.Topic, report.Error.Reason));
        }
    }

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
