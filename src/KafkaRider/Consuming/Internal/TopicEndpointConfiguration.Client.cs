using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>How the topic is read.</summary>
internal partial class TopicEndpointConfiguration
{
    public AutoOffsetReset? AutoOffsetReset
    {
        set => Settings.Client.AutoOffsetReset = value;
    }

    public string? GroupInstanceId
    {
        set => Settings.Client.GroupInstanceId = value;
    }

    public long Offset
    {
        set => Settings.Offset = value;
    }

    public int CheckpointMessageCount
    {
        set => Settings.CheckpointMessageCount = value;
    }

    public int ConcurrentConsumerLimit
    {
        set => Settings.ConcurrentConsumerLimit = value;
    }

    public int ConcurrentDeliveryLimit
    {
        set => Settings.ConcurrentDeliveryLimit = value;
    }

    public PartitionAssignmentStrategy? PartitionAssignmentStrategy
    {
        set => Settings.Client.PartitionAssignmentStrategy = value;
    }

    public TimeSpan? SessionTimeout
    {
        set => Settings.Client.SessionTimeoutMs = value.ToMilliseconds();
    }

    public TimeSpan? HeartbeatInterval
    {
        set => Settings.Client.HeartbeatIntervalMs = value.ToMilliseconds();
    }

    public string? GroupProtocolType
    {
        set => Settings.Client.GroupProtocolType = value;
    }

    public TimeSpan? CoordinatorQueryInterval
    {
        set => Settings.Client.CoordinatorQueryIntervalMs = value.ToMilliseconds();
    }

    public TimeSpan? MaxPollInterval
    {
        set => Settings.Client.MaxPollIntervalMs = value.ToMilliseconds();
    }

    public bool? EnableAutoOffsetStore
    {
        set => Settings.Client.EnableAutoOffsetStore = value;
    }

    public int? QueuedMinMessages
    {
        set => Settings.Client.QueuedMinMessages = value;
    }

    public int? QueuedMaxMessagesKbytes
    {
        set => Settings.Client.QueuedMaxMessagesKbytes = value;
    }

    public bool? EnablePartitionEof
    {
        set => Settings.Client.EnablePartitionEof = value;
    }

    public bool? CheckCrcs
    {
        set => Settings.Client.CheckCrcs = value;
    }

    public void ConfigureFetch(Action<IKafkaFetchConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new FetchConfigurator(Settings.Client));
    }

    public void UseIsolationLevel(IsolationLevel isolationLevel) => Settings.Client.IsolationLevel = isolationLevel;

    public void SetHeadersDeserializer(IHeadersDeserializer deserializer)
    {
        ArgumentNullException.ThrowIfNull(deserializer);
        Settings.HeadersDeserializer = deserializer;
    }

    public void SetOffsetsCommittedHandler(Action<CommittedOffsets> offsetsCommittedHandler)
    {
        ArgumentNullException.ThrowIfNull(offsetsCommittedHandler);
        Settings.OffsetsCommitted = offsetsCommittedHandler;
    }

    public void SetStatisticsHandler(Action<string> statisticsHandler)
    {
        ArgumentNullException.ThrowIfNull(statisticsHandler);
        Settings.Statistics = statisticsHandler;
    }

    public void CreateIfMissing(Action<KafkaTopicOptions>? configure)
    {
        if (Settings.Creation is not null)
        {
            throw new InvalidOperationException("What the topic is created like has been said already.");
        }

        Settings.Creation = new(Settings.Topic);
        configure?.Invoke(Settings.Creation);
    }
}
