using System.Collections.Concurrent;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Knows which of the topics that tell of operations have been read to where they ended when reading them began.</summary>
internal sealed class CaughtUpTopics
{
    private readonly ConcurrentDictionary<string, bool> _behind = new();

    public bool HaveAllCaughtUp => _behind.IsEmpty;

    /// <summary>Notes that a topic is read from its beginning, or once more.</summary>
    public void Started(string topic) => _behind[topic] = true;

    public void CaughtUp(string topic) => _behind.TryRemove(topic, out _);
}
