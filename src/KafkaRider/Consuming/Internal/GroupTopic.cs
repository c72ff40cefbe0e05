using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Notices, for a member of a group, that its topic was made anew, and where the member then begins. Is the consumer thread's alone.</summary>
/// <remarks>
/// The brokers forget what was committed of a topic that is deleted, but a member that has not noticed yet commits it once more; and a
/// client goes on in the new topic where it was in the old one, if that is as long by then. Records that come twice do no harm; those that
/// are passed over would be lost.
/// </remarks>
internal sealed class GroupTopic(TopicEndpointSettings settings, TopicWatch topics)
{
    private readonly HashSet<TopicPartition> _begun = [];
    private TopicState? _known;
    private string? _id;
    private bool _isAnother;

    /// <summary>Says, once each time, whether the topic is another than before.</summary>
    public bool IsMadeAnew()
    {
        var topic = topics.Find(settings.Topic);
        if (topic is not { Exists: true } || ReferenceEquals(topic, _known))
        {
            return false;
        }

        _known = topic;
        var isMadeAnew = topic.IsAnotherThan(_id);
        _id = topic.Id;
        if (isMadeAnew)
        {
            _isAnother = true;
            _begun.Clear();
        }

        return isMadeAnew;
    }

    /// <summary>Returns where to begin in a partition that was assigned: where the group is, but at first at the beginning if the topic is another.</summary>
    public Offset GetStart(TopicPartition partition) =>
        _isAnother && _begun.Add(partition) ? Offset.Beginning : settings.TakeStart(partition);
}
