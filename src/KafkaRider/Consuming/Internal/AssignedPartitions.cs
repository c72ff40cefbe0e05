using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Has the partitions of one member of a group: how far each is done, and what is read of them but not begun. Is the consumer thread's alone.</summary>
internal sealed partial class AssignedPartitions(TopicEndpointSettings settings, ILogger logger)
{
    private readonly Dictionary<TopicPartition, PartitionCheckpoint> _checkpoints = [];
    private readonly Queue<ConsumedRecord> _held = [];

    public int Count => _checkpoints.Count;

    public IReadOnlyCollection<PartitionCheckpoint> Checkpoints => _checkpoints.Values;

    /// <summary>Takes partitions, which begin at the given offsets.</summary>
    public void Add(IReadOnlyList<TopicPartitionOffset> starts)
    {
        foreach (var start in starts)
        {
            // What a member has committed of the former topic counts no longer.
            _checkpoints[start.TopicPartition] = new(start.TopicPartition, settings.MessageLimit, start.Offset == Offset.Beginning ? 0 : null);
        }

        LogAssigned(settings.Topic, string.Join(',', starts.Select(start => start.Partition.Value)));
    }

    public bool TryFind(TopicPartition partition, [NotNullWhen(true)] out PartitionCheckpoint? checkpoint) =>
        _checkpoints.TryGetValue(partition, out checkpoint);

    /// <summary>Keeps a record that cannot begin yet: of a partition that was assigned just now, or while everything else is paused.</summary>
    public void Hold(ConsumedRecord record) => _held.Enqueue(record);

    /// <summary>Returns the first of the records that are kept, if there is one.</summary>
    public bool TryTakeHeld([NotNullWhen(true)] out ConsumedRecord? record) => _held.TryDequeue(out record);

    /// <summary>Waits until nothing is in progress, but no longer than draining may take.</summary>
    public void Drain() => Drain(_checkpoints.Values);

    /// <summary>Gives all partitions up, as <see cref="Release"/> does.</summary>
    public bool ReleaseAll(IConsumer<byte[], byte[]> consumer, bool drain) => Release(consumer, [.. _checkpoints.Keys], drain);

    /// <summary>Gives partitions up: lets what is in progress end within the drain timeout, and stops the rest.</summary>
    /// <remarks>What is done by then the client commits, before it leaves the partitions.</remarks>
    /// <returns>Whether any of them was here.</returns>
    public bool Release(IConsumer<byte[], byte[]> consumer, IReadOnlyList<TopicPartition> partitions, bool drain)
    {
        var released = partitions.Where(_checkpoints.ContainsKey).Select(p => _checkpoints[p]).ToList();
        if (released.Count == 0)
        {
            return false;
        }

        released.ForEach(checkpoint => checkpoint.Release());
        DropHeld();
        if (drain)
        {
            Drain(released);
            StoreOffsets(consumer);
        }

        released.ForEach(checkpoint => _checkpoints.Remove(checkpoint.Partition));
        released.ForEach(checkpoint => checkpoint.Stop());
        LogReleased(settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
        return true;
    }

    /// <summary>Forgets all partitions, of a client that is gone.</summary>
    public void Abandon()
    {
        foreach (var checkpoint in _checkpoints.Values)
        {
            checkpoint.Stop();
        }

        DropHeld();
        _checkpoints.Clear();
    }

    /// <summary>Tells the client how far each partition is done. Does not wait for anything.</summary>
    public void StoreOffsets(IConsumer<byte[], byte[]> consumer)
    {
        foreach (var offset in _checkpoints.Values.Select(c => c.TakeFinished()).OfType<TopicPartitionOffset>())
        {
            try
            {
                consumer.StoreOffset(offset);
            }
            catch (KafkaException exception)
            {
                // No longer ours: its next owner consumes it again.
                LogNotStored(exception, offset.Topic, offset.Partition, offset.Offset);
            }
        }
    }

    private void Drain(IEnumerable<PartitionCheckpoint> checkpoints) =>
        Task.WaitAll([.. checkpoints.Select(checkpoint => checkpoint.WhenIdleAsync())], settings.DrainTimeout);

    /// <summary>Lets go of what has not been dispatched of partitions that go.</summary>
    private void DropHeld()
    {
        for (var count = _held.Count; count > 0; count--)
        {
            var record = _held.Dequeue();
            if (record.Checkpoint.IsReleasing)
            {
                record.Checkpoint.Complete(record.Received.Offset, done: false);
            }
            else
            {
                _held.Enqueue(record);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Topic}[{Partition}]@{Offset} is done, but the partition has gone", EventName = "NotStored")]
    private partial void LogNotStored(Exception exception, string topic, int partition, long offset);

    [LoggerMessage(LogLevel.Information, "{Topic}: assigned {Partitions}", EventName = "Assigned")]
    private partial void LogAssigned(string topic, string partitions);

    [LoggerMessage(LogLevel.Information, "{Topic}: released {Partitions}", EventName = "Released")]
    private partial void LogReleased(string topic, string partitions);
}
