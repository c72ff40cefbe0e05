using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KafkaRider.Testing;

/// <summary>Makes the topics of a test before the bus starts.</summary>
/// <param name="admin">Asks the broker.</param>
/// <param name="options">Says which topics.</param>
/// <param name="time">The time; the system's where there is no other.</param>
public sealed class KafkaTestHarnessHostedService(IAdminClient admin, IOptions<KafkaTestHarnessOptions> options, TimeProvider? time = null) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var topics = options.Value.TopicNames;
        if (topics.Count == 0)
        {
            return;
        }

        if (options.Value.CleanTopicsOnStart)
        {
            await DeleteAsync(topics).ConfigureAwait(false);
        }

        if (options.Value.CreateTopicsIfNotExists)
        {
            // A topic that is being deleted still has its name for a moment.
            while (!await TryCreateAsync(topics).ConfigureAwait(false))
            {
                await Task.Delay(Pause, time ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task DeleteAsync(IReadOnlyList<string> topics)
    {
        try
        {
            await admin.DeleteTopicsAsync(topics).ConfigureAwait(false);
        }
        catch (DeleteTopicsException exception) when (exception.Results.TrueForAll(
            result => !result.Error.IsError || result.Error.Code == ErrorCode.UnknownTopicOrPart))
        {
            // What is not there need not go.
        }
    }

    private async Task<bool> TryCreateAsync(IReadOnlyList<string> topics)
    {
        try
        {
            await admin.CreateTopicsAsync(topics.Select(topic => new TopicSpecification
            {
                Name = topic,
                NumPartitions = options.Value.Partitions,
                ReplicationFactor = options.Value.Replicas,
            })).ConfigureAwait(false);
        }
        catch (CreateTopicsException exception) when (exception.Results.TrueForAll(
            result => !result.Error.IsError || result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // What is there already is as good, unless it is about to go.
        }

        var existing = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(topic => topic.Topic).ToHashSet();
        return topics.All(existing.Contains);
    }
}
