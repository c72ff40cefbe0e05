using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Configures how an endpoint reads its topic: what MassTransit.Kafka has for it.</summary>
/// <remarks>
/// What is not set stays as the rider, or else librdkafka, has it; what breaks a promise of the rider is refused at start. Is used while the
/// endpoint is built, by one thread.
/// </remarks>
public interface IKafkaTopicReceiveEndpointConfigurator : IReceiveEndpointConfigurator
{
    /// <summary>Sets where a group begins that has committed nothing yet.</summary>
    /// <value>The default is <see cref="Confluent.Kafka.AutoOffsetReset.Earliest"/>.</value>
    AutoOffsetReset? AutoOffsetReset { set; }

    /// <summary>Sets a name of this member, which keeps its partitions while it is gone for less than the session's timeout.</summary>
    /// <value>No two members of a group may have one name. With several clients each gets its number appended.</value>
    string? GroupInstanceId { set; }

    /// <summary>Sets the offset to begin at, in each partition, when this process gets it for the first time.</summary>
    /// <value>An offset, or one of <see cref="Confluent.Kafka.Offset"/>'s; the default is where the group is.</value>
    long Offset { set; }

    /// <summary>Sets how often finished offsets are committed.</summary>
    /// <value>From 10 milliseconds to 1 minute. The default is 200 milliseconds.</value>
    TimeSpan CheckpointInterval { set; }

    /// <summary>Sets how many records that are done are committed at once, although <see cref="CheckpointInterval"/> has not passed.</summary>
    /// <value>At least 1. The default is 5,000.</value>
    int CheckpointMessageCount { set; }

    /// <summary>Sets how many records of a partition may be read beyond the first one that is not done.</summary>
    /// <value>
    /// At least 1. The default is 10,000. At it the partition is paused, and health tells which record holds it up; after a crash no more
    /// than these are consumed again.
    /// </value>
    int MessageLimit { set; }

    /// <summary>Sets how many clients read the topic, each a member of the group.</summary>
    /// <value>From 1 to 100. The default is 1, which is as quick; more bring several members to where partitions are shared among them.</value>
    int ConcurrentConsumerLimit { set; }

    /// <summary>Sets how many records with one key may be with their consumers at a time.</summary>
    /// <value>
    /// At least 1. The default is 1. With more they begin in the order of the log, but are not waited for. As many as that times
    /// <c>ConcurrentMessageLimit</c> are with their consumers then.
    /// </value>
    int ConcurrentDeliveryLimit { set; }

    /// <summary>Sets how the group shares its partitions.</summary>
    PartitionAssignmentStrategy? PartitionAssignmentStrategy { set; }

    /// <summary>Sets after which silence the group gives a member up.</summary>
    TimeSpan? SessionTimeout { set; }

    /// <summary>Sets how often a member tells that it is there.</summary>
    TimeSpan? HeartbeatInterval { set; }

    /// <summary>Sets the name of the group's protocol.</summary>
    string? GroupProtocolType { set; }

    /// <summary>Sets how often the client asks who coordinates the group.</summary>
    TimeSpan? CoordinatorQueryInterval { set; }

    /// <summary>Sets after which pause between two polls the group gives a member up. The endpoint polls however long its records take.</summary>
    TimeSpan? MaxPollInterval { set; }

    /// <summary>Sets whether the client stores offsets by itself.</summary>
    /// <value>Only <see langword="false"/> is taken, which is the default: an offset means that its record is done.</value>
    bool? EnableAutoOffsetStore { set; }

    /// <summary>Sets how many records of a partition the client fetches ahead.</summary>
    int? QueuedMinMessages { set; }

    /// <summary>Sets how much it fetches ahead at most, in KiB.</summary>
    int? QueuedMaxMessagesKbytes { set; }

    /// <summary>Sets whether the end of a partition is told, which no consumer could take: it is refused.</summary>
    bool? EnablePartitionEof { set; }

    /// <summary>Sets whether the checksums of records are looked at.</summary>
    bool? CheckCrcs { set; }

    /// <summary>Configures how records are fetched.</summary>
    /// <param name="configure">Sets sizes and times.</param>
    void ConfigureFetch(Action<IKafkaFetchConfigurator> configure);

    /// <summary>Sets whether records of transactions that have not ended well are read.</summary>
    /// <param name="isolationLevel">The default is <see cref="IsolationLevel.ReadCommitted"/>.</param>
    void UseIsolationLevel(IsolationLevel isolationLevel);

    /// <summary>Sets what shows the headers of a record to MassTransit.</summary>
    /// <param name="deserializer">The deserializer. Is called on any thread.</param>
    void SetHeadersDeserializer(IHeadersDeserializer deserializer);

    /// <summary>Takes what the client has committed, or could not.</summary>
    /// <param name="offsetsCommittedHandler">Is called on the thread that reads: it is not to take long.</param>
    void SetOffsetsCommittedHandler(Action<CommittedOffsets> offsetsCommittedHandler);

    /// <summary>Takes the client's statistics: the JSON that librdkafka documents, each <c>StatisticsInterval</c> of the rider if that is set.</summary>
    /// <param name="statisticsHandler">Is called on the thread that reads: it is not to take long.</param>
    void SetStatisticsHandler(Action<string> statisticsHandler);

    /// <summary>Has the topic created before it is read, if it does not exist.</summary>
    /// <param name="configure">Sets what it is like. One that exists is left as it is, and not looked at.</param>
    void CreateIfMissing(Action<KafkaTopicOptions>? configure = null);
}
