using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Notices programs that have joined a group which executes for one owner, and so take away what it would execute.</summary>
/// <remarks>
/// A tool such as kafka-console-consumer divides partitions in our way, too, and the brokers let it in. Its members are known by their client ids:
/// those of ours end with <see cref="KafkaClientConfiguration.MemberMark"/>. Is used by one task at a time.
/// </remarks>
internal sealed partial class GroupWatch(KafkaProducer producer, IReadOnlyList<TopicEndpointSettings> endpoints, ILogger<GroupWatch> logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private readonly List<IGrouping<string, string>> _groups =
        [.. endpoints.Where(endpoint => endpoint.FindOwner is not null).GroupBy(endpoint => endpoint.GroupId, endpoint => endpoint.Topic)];

    /// <summary>Gets who is in a group and does not belong there, or <see langword="null"/> if nobody is, as far as is known.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Asks once. What cannot be learnt stays as it was.</summary>
    public async Task LookAsync()
    {
        if (_groups.Count == 0)
        {
            return;
        }

        try
        {
            using var lease = producer.Lease();
            var described = await lease.Admin.DescribeConsumerGroupsAsync(
                _groups.Select(group => group.Key), new DescribeConsumerGroupsOptions { RequestTimeout = RequestTimeout }).ConfigureAwait(false);
            Note(described.ConsumerGroupDescriptions.Select(FindStrangers).FirstOrDefault(found => found is not null));
        }
        catch (KafkaException)
        {
            // No answer, or no right to ask: others tell of that.
        }
    }

    private string? FindStrangers(ConsumerGroupDescription group)
    {
        var strangers = group.Members.Where(member => !KafkaClientConfiguration.IsOurs(member)).ToList();
        if (strangers.Count == 0)
        {
            return null;
        }

        var names = strangers.Select(member => $"{member.ClientId} at {member.Host.TrimStart('/')}").Distinct();
        var topics = _groups.Single(ours => ours.Key == group.GroupId).ToHashSet();
        var taken = strangers.SelectMany(member => member.Assignment.TopicPartitions).Where(place => topics.Contains(place.Topic))
            .GroupBy(place => place.Topic, place => place.Partition.Value)
            .Select(topic => $"{topic.Key} ({string.Join(", ", topic.Order())})").ToList();

        return $"another program is in the group {group.GroupId}: {string.Join(", ", names)}. "
            + (taken.Count == 0 ? "It has no partition yet" : $"What it takes is not executed: {string.Join(", ", taken)}")
            + ". It is to read without a group, and what it has committed can be executed by setting the group's offsets back: nothing is done twice";
    }

    private void Note(string? trouble)
    {
        if (trouble is not null && trouble != Trouble)
        {
            LogTrouble(trouble);
        }

        Trouble = trouble;
    }

    [LoggerMessage(LogLevel.Error, "{Trouble}", EventName = "GroupIsShared")]
    private partial void LogTrouble(string trouble);
}
