using System.Collections.Concurrent;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Knows which of the topics that the views are made from have been read to where they ended when the process started.</summary>
internal sealed class FollowedTopics
{
    private readonly ConcurrentDictionary<Topic, bool> _behind = new(
        new[] { Topics.Commands, Topics.Events, Topics.DeadLetters }.Select(topic => KeyValuePair.Create(topic, true)));

    public bool HaveAllCaughtUp => _behind.IsEmpty;

    public bool HasCaughtUp(Topic topic) => !_behind.ContainsKey(topic);

    public void CaughtUp(Topic topic) => _behind.TryRemove(topic, out _);
}
