using System.Diagnostics.CodeAnalysis;

namespace KafkaRider;

/// <summary>Says where a message that is being consumed stands. It is a payload of its context.</summary>
[SuppressMessage("Naming", "CA1715", Justification = "MassTransit's contexts are named so.")]
public interface KafkaConsumeContext
{
    /// <summary>Gets the consumer group, in full.</summary>
    string GroupId { get; }

    /// <summary>Gets the topic, in full.</summary>
    string Topic { get; }

    /// <summary>Gets the partition.</summary>
    int Partition { get; }

    /// <summary>Gets the offset.</summary>
    long Offset { get; }

    /// <summary>Gets whether it is the end of the partition: never, as <c>EnablePartitionEof</c> is refused.</summary>
    bool IsPartitionEof { get; }

    /// <summary>Gets the time of the record, as UTC.</summary>
    DateTime CheckpointUtcDateTime { get; }
}
