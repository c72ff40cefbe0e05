using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Asks for topics by their names, each with its id and partitions. Nobody makes a topic because of that.</summary>
/// <remarks>
/// Librdkafka asks the controller, which the broker that it embeds does not have. Then the metadata of the cluster must do, which have no
/// ids. That is tried again after a while: a cluster may be without a controller for a moment.
/// </remarks>
internal sealed class TopicDescriptions(TimeProvider time)
{
    private static readonly TimeSpan ControllerTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ControllerInterval = TimeSpan.FromMinutes(1);

    private long? _withoutController;

    /// <summary>Gets whether there was a controller to ask, when it was looked for last.</summary>
    public bool HasController => _withoutController is not { } since || time.GetElapsedTime(since) >= ControllerInterval;

    /// <summary>Returns what the brokers say of each, which may be an error.</summary>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public async Task<IReadOnlyList<DescribedTopic>> GetAsync(IAdminClient client, IEnumerable<string> topics, TimeSpan timeout)
    {
        string[] names = [.. topics];
        if (!HasController)
        {
            return FromMetadata(client, names, timeout);
        }

        try
        {
            var described = await DescribeAsync(client, names, timeout < ControllerTimeout ? timeout : ControllerTimeout).ConfigureAwait(false);
            _withoutController = null;
            return described;
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_TimedOut)
        {
            // Where nobody answers this fails as well.
            var found = FromMetadata(client, names, timeout);
            _withoutController = time.GetTimestamp();
            return found;
        }
    }

    private static async Task<IReadOnlyList<DescribedTopic>> DescribeAsync(IAdminClient client, string[] names, TimeSpan timeout)
    {
        try
        {
            var described = await client
                .DescribeTopicsAsync(TopicCollection.OfTopicNames(names), new() { RequestTimeout = timeout }).ConfigureAwait(false);
            return [.. described.TopicDescriptions.Select(DescribedTopic.From)];
        }
        catch (DescribeTopicsException exception)
        {
            return [.. exception.Results.TopicDescriptions.Select(DescribedTopic.From)];
        }
    }

    // All topics, because a broker may make one that is asked for by its name.
    private static DescribedTopic[] FromMetadata(IAdminClient client, string[] names, TimeSpan timeout)
    {
        var topics = client.GetMetadata(timeout).Topics.ToDictionary(topic => topic.Topic);
        return
        [
            .. names.Select(name => topics.TryGetValue(name, out var topic)
                ? DescribedTopic.From(topic)
                : new(name, ErrorCode.UnknownTopicOrPart, Id: "", [])),
        ];
    }
}
