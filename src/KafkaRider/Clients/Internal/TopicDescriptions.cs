using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Asks for topics by their names, each with its id and partitions. Nobody makes a topic because of that.</summary>
/// <remarks>
/// Librdkafka asks the controller, which the broker that it embeds does not have. Then the metadata of the cluster must do, which have no
/// ids. That is tried again after a while: a cluster may be without a controller for a moment. While a partition has no leader the metadata
/// must do as well.
/// </remarks>
internal sealed class TopicDescriptions(TimeProvider time)
{
    private static readonly TimeSpan ControllerTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ControllerInterval = TimeSpan.FromMinutes(1);

    private long? _withoutController;
    private volatile bool _isLeaderless;

    /// <summary>Gets whether there was a controller to ask, when it was looked for last.</summary>
    public bool HasController => _withoutController is not { } since || time.GetElapsedTime(since) >= ControllerInterval;

    /// <summary>Gets whether descriptions can be asked for: there is a controller, and every partition has a leader, as far as is known.</summary>
    public bool CanDescribe => HasController && !_isLeaderless;

    /// <summary>Returns what the brokers say of each, which may be an error.</summary>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public async Task<IReadOnlyList<DescribedTopic>> GetAsync(ClientLease client, IEnumerable<string> topics, TimeSpan timeout)
    {
        string[] names = [.. topics];
        if (!HasController)
        {
            return FromMetadata(client.Admin, names, timeout);
        }

        if (_isLeaderless && ReadMetadata(client.Admin, names, timeout) is var known && _isLeaderless)
        {
            return known;
        }

        try
        {
            var described = await DescribeAsync(client.Describer, names, timeout < ControllerTimeout ? timeout : ControllerTimeout).ConfigureAwait(false);
            _withoutController = null;
            return described ?? ReadMetadata(client.Admin, names, timeout);
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_TimedOut)
        {
            // Where nobody answers this fails as well.
            var found = FromMetadata(client.Admin, names, timeout);
            _withoutController = time.GetTimestamp();
            return found;
        }
    }

    private static async Task<IReadOnlyList<DescribedTopic>?> DescribeAsync(TopicDescriber describer, string[] names, TimeSpan timeout)
    {
        try
        {
            var described = await describer.DescribeAsync(names, new() { RequestTimeout = timeout }).ConfigureAwait(false);
            return described is null ? null : [.. described.TopicDescriptions.Select(DescribedTopic.From)];
        }
        catch (DescribeTopicsException exception)
        {
            return [.. exception.Results.TopicDescriptions.Select(DescribedTopic.From)];
        }
    }

    // A description of such a topic cannot be read: see TopicDescriber.
    private DescribedTopic[] ReadMetadata(IAdminClient client, string[] names, TimeSpan timeout)
    {
        var found = FromMetadata(client, names, timeout);
        _isLeaderless = found.Any(topic => topic.Partitions.Any(partition => !partition.HasLeader));
        return found;
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
