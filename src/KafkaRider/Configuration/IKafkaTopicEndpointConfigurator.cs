using MassTransit.Introspection;

namespace KafkaRider;

/// <summary>Configures one topic endpoint.</summary>
/// <remarks>
/// Records with one key are consumed one after another, in the order of the log; records with different keys, or without one, are
/// consumed concurrently. An offset is committed when its record, and every record before it in the partition, has been consumed
/// and everything that was sent meanwhile is acknowledged by Kafka; so a record is delivered at least once.
/// </remarks>
public interface IKafkaTopicEndpointConfigurator : IKafkaTopicReceiveEndpointConfigurator
{
    /// <summary>Sets how many records may be in progress or waiting for one with the same key at a time.</summary>
    /// <value>
    /// At least 1. The default is 1,024. Above it the partitions are paused. <c>PrefetchCount</c> is another name for it;
    /// <c>ConcurrentMessageLimit</c> says how many of them may be with their consumers at a time.
    /// </value>
    int MaxInFlight { set; }

    /// <summary>Sets how long records in progress may take to end on shutdown or when their partition moves to another member.</summary>
    /// <value>From zero to 1 minute. The default is 10 seconds. What has not ended by then is consumed again by the next owner.</value>
    TimeSpan DrainTimeout { set; }

    /// <summary>Sets the topic that takes records which can never be consumed.</summary>
    /// <value>The default is the endpoint's topic with <c>.dead-letter</c> appended.</value>
    string DeadLetterTopic { set; }

    /// <summary>Declares for whom the group executes what it consumes, so that two of them cannot share a group by mistake.</summary>
    /// <param name="kind">What it is called where somebody reads it, such as <c>database</c>.</param>
    /// <param name="findId">Finds the id of the one that this process works for; it is asked again while it fails. Is called on any thread.</param>
    /// <remarks>
    /// While members of the group run that execute for another, this process does not join the group and is not healthy. The group
    /// remembers its owner as an offset that it commits at partition 0 of <see cref="DeadLetterTopic"/>.
    /// </remarks>
    void ExecutesFor(string kind, Func<CancellationToken, Task<Guid>> findId);

    /// <summary>Declares exceptions that will pass: a record that fails with one is tried again for ever, and its partition waits.</summary>
    /// <param name="isTransient">Returns whether the exception will pass. Is called on any thread.</param>
    /// <remarks>
    /// Failures to send to Kafka, timeouts and cancellations are always transient. Any other exception sends the record to <see cref="DeadLetterTopic"/>, answers
    /// its requester with a fault, and lets the partition move on.
    /// </remarks>
    void RetryForever(Func<Exception, bool> isTransient);

    /// <summary>Adds a check of what the endpoint has come to be once all of it is configured.</summary>
    /// <param name="findTrouble">
    /// Returns what cannot work, or <see langword="null"/>. It is given what the endpoint's pipeline tells when it is probed. What it finds is refused
    /// when the bus is built, with a <see cref="MassTransit.ConfigurationException"/>.
    /// </param>
    void RefuseIf(Func<ProbeResult, string?> findTrouble);
}
