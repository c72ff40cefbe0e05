using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Pauses the partitions of which no more is to come, and resumes them. Is the consumer thread's alone.</summary>
internal sealed partial class PartitionFlow(TopicEndpointSettings settings, TimeProvider time, ILogger logger)
{
    // A partition that is paused loses what was fetched ahead, so a moment without room pauses nothing.
    private static readonly TimeSpan PauseAfter = TimeSpan.FromSeconds(1);

    private readonly LogBudget _refusals = new(time);
    private long? _fullSince;
    private bool _isDue;

    /// <summary>Gets whether there has been no room for so long that everything is paused.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Begins anew, with a client that knows of no pause.</summary>
    public void Reset()
    {
        _fullSince = null;
        IsFull = false;
    }

    public void NoteRoom()
    {
        _fullSince = null;
        SetFull(false);
    }

    /// <summary>Notes that there is no room.</summary>
    /// <returns>Whether that has lasted for so long that everything is to be paused.</returns>
    public bool NoteNoRoom()
    {
        _fullSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_fullSince.Value) < PauseAfter)
        {
            return false;
        }

        SetFull(true);
        return true;
    }

    /// <summary>Notes that partitions have come, or that one has read as far ahead as it may.</summary>
    public void NoteChange() => _isDue = true;

    /// <summary>Looks whether a partition that had read too far ahead may go on by now.</summary>
    public void Review(IEnumerable<PartitionCheckpoint> checkpoints) => _isDue |= checkpoints.Any(checkpoint => checkpoint.IsPaused != IsToPause(checkpoint));

    /// <summary>Tells the client what is to be paused and what not, if that has changed.</summary>
    /// <remarks>A partition that comes back after it was paused is still paused for the client: what is not known is said again.</remarks>
    public void Apply(IConsumer<byte[], byte[]> consumer, IReadOnlyCollection<PartitionCheckpoint> checkpoints)
    {
        if (!_isDue)
        {
            return;
        }

        var changed = checkpoints.Where(checkpoint => checkpoint.IsPaused != IsToPause(checkpoint)).ToLookup(IsToPause);
        Tell(consumer.Pause, [.. changed[true]], paused: true);
        Tell(consumer.Resume, [.. changed[false]], paused: false);
        _isDue = checkpoints.Any(checkpoint => checkpoint.IsPaused is null);
    }

    private bool IsToPause(PartitionCheckpoint checkpoint) => IsFull || checkpoint.IsAhead();

    private void SetFull(bool isFull)
    {
        if (IsFull == isFull)
        {
            return;
        }

        IsFull = isFull;
        _isDue = true;
        if (isFull)
        {
            LogPaused(settings.Topic, settings.MaxInFlight);
        }
        else
        {
            LogResumed(settings.Topic);
        }
    }

    private void Tell(Action<IEnumerable<TopicPartition>> tell, List<PartitionCheckpoint> checkpoints, bool paused)
    {
        if (checkpoints.Count == 0)
        {
            return;
        }

        try
        {
            tell(checkpoints.Select(checkpoint => checkpoint.Partition));
            checkpoints.ForEach(checkpoint => checkpoint.IsPaused = paused);
        }
        catch (KafkaException exception)
        {
            // One of them is about to go; the next time it is seen whether it has.
            checkpoints.ForEach(checkpoint => checkpoint.IsPaused = null);
            if (_refusals.TryTake(out var leftOut))
            {
                LogRefused(settings.Topic, exception.Error.Reason, leftOut);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Topic} is paused: {MaxInFlight} records are in flight", EventName = "Paused")]
    private partial void LogPaused(string topic, int maxInFlight);

    [LoggerMessage(LogLevel.Information, "{Topic} is resumed", EventName = "Resumed")]
    private partial void LogResumed(string topic);

    [LoggerMessage(
        LogLevel.Warning, "Partitions of {Topic} could not be paused or resumed, and are again: {Reason} ({LeftOut} more failures were not logged)",
        EventName = "FlowRefused")]
    private partial void LogRefused(string topic, string reason, long leftOut);
}
