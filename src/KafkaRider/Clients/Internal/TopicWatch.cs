using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Knows what has become of the topics: whether they exist, are still the same, and how many partitions they have.</summary>
/// <remarks>One task looks, and any thread may ask. What is asked for costs nothing.</remarks>
internal sealed partial class TopicWatch(KafkaProducer producer, IReadOnlyList<string> topics, TimeProvider time, ILogger<TopicWatch> logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, TopicState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _missingSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> _formerIds = new(StringComparer.Ordinal);

    /// <summary>Returns what is known of a topic, or <see langword="null"/> while nothing is. The same object means that nothing has changed.</summary>
    public TopicState? Find(string topic) => _states.GetValueOrDefault(topic);

    /// <summary>Says whether a topic has not been there for as long as that.</summary>
    public bool IsMissingFor(string topic, TimeSpan duration) =>
        _missingSince.TryGetValue(topic, out var since) && time.GetElapsedTime(since) >= duration;

    /// <summary>Asks once. What cannot be learnt stays as it was.</summary>
    public async Task LookAsync()
    {
        foreach (var described in await DescribeAsync().ConfigureAwait(false))
        {
            if (Read(described) is { } state)
            {
                Note(described.Name, state);
            }
        }
    }

    private async Task<IReadOnlyList<DescribedTopic>> DescribeAsync()
    {
        try
        {
            using var lease = producer.Lease();
            return await producer.Topics.GetAsync(lease, topics, RequestTimeout).ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            // Whether the brokers answer at all, somebody else watches.
            return [];
        }
    }

    private static TopicState? Read(DescribedTopic described) =>
        described.IsMissing ? TopicState.Missing
        : !described.IsThere ? null
        : new(
            described.Id,
            described.Partitions.Count,
            [.. described.Partitions.Where(partition => !partition.HasLeader).Select(partition => partition.Id).Order()]);

    /// <summary>Takes in what is known of a topic now. Is called by whoever looks.</summary>
    public void Note(string topic, TopicState state)
    {
        // A broker that is behind the others may still tell of what was before.
        if (_formerIds.Contains(state.Id))
        {
            return;
        }

        if (state.Exists)
        {
            _missingSince.Remove(topic);
        }
        else
        {
            _missingSince.TryAdd(topic, time.GetTimestamp());
        }

        var known = Find(topic);
        if (state is { Exists: true, Id: "" } && known is { Exists: true })
        {
            // Without a controller nobody tells the id.
            state = state with { Id = known.Id };
        }

        if (known?.IsLike(state) == true)
        {
            return;
        }

        _states[topic] = state;
        if (known is not null)
        {
            NoteChange(topic, known, state);
        }
    }

    private void NoteChange(string topic, TopicState known, TopicState state)
    {
        if (!state.Exists)
        {
            LogGone(topic);
        }
        else if (known.Exists && state.IsAnotherThan(known.Id))
        {
            LogMadeAnew(topic, state.Partitions);
        }
        else if (known.Partitions != state.Partitions)
        {
            LogPartitions(topic, state.Partitions);
        }

        if (known.Id.Length > 0 && known.Id != state.Id)
        {
            _formerIds.Add(known.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Topic {Topic} does not exist any more", EventName = "TopicGone")]
    private partial void LogGone(string topic);

    [LoggerMessage(LogLevel.Error, "Topic {Topic} was deleted and made anew, with {Partitions} partitions: what it held is gone", EventName = "TopicMadeAnew")]
    private partial void LogMadeAnew(string topic, int partitions);

    [LoggerMessage(LogLevel.Information, "Topic {Topic} has {Partitions} partitions now", EventName = "TopicPartitionsChanged")]
    private partial void LogPartitions(string topic, int partitions);
}
