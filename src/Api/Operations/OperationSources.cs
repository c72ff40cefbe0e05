using System.Collections.Concurrent;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Knows whether the view has caught up with all the topics that tell of operations.</summary>
internal sealed class OperationSources
{
    private readonly ConcurrentDictionary<Topic, bool> _behind = new(
        new[] { Topics.Commands, Topics.Events, Topics.DeadLetters }.Select(topic => KeyValuePair.Create(topic, true)));

    public bool HaveCaughtUp => _behind.IsEmpty;

    public void CaughtUp(Topic topic) => _behind.TryRemove(topic, out _);
}
