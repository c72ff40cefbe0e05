using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Notices programs that have joined a group which executes for one owner, and so take away what it would execute.</summary>
/// <remarks>
/// A tool such as kafka-console-consumer divides partitions in our way, too, and the brokers let it in. Its members are known by their client ids:
/// those of ours end with <see cref="KafkaClientConfiguration.MemberMark"/>. Is used by one task at a time.
/// </remarks>
internal sealed partial class GroupWatch(
    KafkaProducer producer, IReadOnlyList<TopicEndpointSettings> endpoints, TimeProvider time, ILogger<GroupWatch> logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, TopicEndpointSettings[]> _groups = endpoints.Where(endpoint => endpoint.FindOwner is not null)
        .GroupBy(endpoint => endpoint.GroupId).ToDictionary(group => group.Key, group => group.ToArray());

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
                _groups.Keys, new DescribeConsumerGroupsOptions { RequestTimeout = RequestTimeout }).ConfigureAwait(false);
            Note(described.ConsumerGroupDescriptions.ConvertAll(FindStrangers).Find(found => found is not null));
        }
        catch (KafkaException)
        {
            // No answer, or no right to ask: others tell of that.
        }
    }

    private string? FindStrangers(ConsumerGroupDescription group)
    {
        var members = group.Members.ToLookup(KafkaClientConfiguration.IsOurs);
        foreach (var endpoint in _groups[group.GroupId])
        {
            endpoint.Taken.Note(PlacesOf(members[false], endpoint.Topic), PlacesOf(members[true], endpoint.Topic), time.GetUtcNow());
        }

        return members[false].Any() ? Describe(group.GroupId, [.. members[false]]) : null;
    }

    private string Describe(string group, IReadOnlyList<MemberDescription> strangers)
    {
        var taken = _groups[group].Select(endpoint => (endpoint.Topic, Places: PlacesOf(strangers, endpoint.Topic).Select(place => place.Partition.Value).Order().ToList()))
            .Where(topic => topic.Places.Count > 0).Select(topic => $"{topic.Topic} ({string.Join(", ", topic.Places)})").ToList();

        return $"another program is in the group {group}: {string.Join(", ", strangers.Select(member => $"{member.ClientId} at {member.Host.TrimStart('/')}").Distinct())}. "
            + (taken.Count == 0 ? "It has no partition yet" : $"What it takes waits until it leaves: {string.Join(", ", taken)}") + ". It is to read without a group";
    }

    private static IEnumerable<TopicPartition> PlacesOf(IEnumerable<MemberDescription> members, string topic) =>
        members.SelectMany(member => member.Assignment.TopicPartitions).Where(place => place.Topic == topic);

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
