using Confluent.Kafka;

namespace KafkaRider.Internal;

internal class ClientConfigurator(ClientConfig config) : IKafkaClientConfigurator
{
    public Acks? Acks
    {
        set => config.Acks = value;
    }

    public string? ClientId
    {
        set => config.ClientId = value;
    }

    public int? MessageMaxBytes
    {
        set => config.MessageMaxBytes = value;
    }

    public int? MessageCopyMaxBytes
    {
        set => config.MessageCopyMaxBytes = value;
    }

    public int? ReceiveMessageMaxBytes
    {
        set => config.ReceiveMessageMaxBytes = value;
    }

    public int? MaxInFlight
    {
        set => config.MaxInFlight = value;
    }

    public TimeSpan? TopicMetadataRefreshInterval
    {
        set => config.TopicMetadataRefreshIntervalMs = value.ToMilliseconds();
    }

    public TimeSpan? MetadataMaxAge
    {
        set => config.MetadataMaxAgeMs = value.ToMilliseconds();
    }

    public TimeSpan? TopicMetadataRefreshFastInterval
    {
        set => config.TopicMetadataRefreshFastIntervalMs = value.ToMilliseconds();
    }

    public bool? TopicMetadataRefreshSparse
    {
        set => config.TopicMetadataRefreshSparse = value;
    }

    public string? TopicBlacklist
    {
        set => config.TopicBlacklist = value;
    }

    public string? Debug
    {
        set => config.Debug = value;
    }

    public int? BrokerAddressTtl
    {
        set => config.BrokerAddressTtl = value;
    }

    public BrokerAddressFamily? BrokerAddressFamily
    {
        set => config.BrokerAddressFamily = value;
    }

    public TimeSpan? ReconnectBackoff
    {
        set => config.ReconnectBackoffMs = value.ToMilliseconds();
    }

    public TimeSpan? ReconnectBackoffMax
    {
        set => config.ReconnectBackoffMaxMs = value.ToMilliseconds();
    }

    public TimeSpan? StatisticsInterval
    {
        set => config.StatisticsIntervalMs = value.ToMilliseconds();
    }

    public bool? LogQueue
    {
        set => config.LogQueue = value;
    }

    public bool? LogThreadName
    {
        set => config.LogThreadName = value;
    }

    public bool? LogConnectionClose
    {
        set => config.LogConnectionClose = value;
    }

    public int? InternalTerminationSignal
    {
        set => config.InternalTerminationSignal = value;
    }

    public SecurityProtocol? SecurityProtocol
    {
        set => config.SecurityProtocol = value;
    }

    public string? PluginLibraryPaths
    {
        set => config.PluginLibraryPaths = value;
    }

    public string? ClientRack
    {
        set => config.ClientRack = value;
    }
}
