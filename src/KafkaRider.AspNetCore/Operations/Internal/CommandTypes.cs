using System.Collections.Concurrent;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Knows which topics carry more than commands: what comes to a process of several steps beside the command that starts it is no operation.</summary>
internal sealed class CommandTypes
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _processes = new();

    /// <summary>Notes that of what a topic carries these are commands, and no others.</summary>
    public void Add(string topic, string messageType) => _processes.GetOrAdd(topic, _ => new())[messageType] = true;

    /// <summary>Says whether a record of a topic is a command.</summary>
    public bool Include(string topic, FollowedRecord record) =>
        !_processes.TryGetValue(topic, out var types) || record.MessageTypes.Any(types.ContainsKey);
}
