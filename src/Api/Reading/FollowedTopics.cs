using System.Collections.Concurrent;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Knows which of the topics that the views are made from have been read to where they ended when reading them began.</summary>
internal sealed class FollowedTopics
{
    private readonly ConcurrentDictionary<Topic, bool> _behind = new(
        new[] { Topics.Events }.Select(topic => KeyValuePair.Create(topic, true)));

    public bool HaveAllCaughtUp => _behind.IsEmpty;

    public bool HasCaughtUp(Topic topic) => !_behind.ContainsKey(topic);

    public void CaughtUp(Topic topic) => _behind.TryRemove(topic, out _);

    /// <summary>Notes that a topic is read from its beginning once more.</summary>
    public void StartedOver(Topic topic) => _behind[topic] = true;
}
