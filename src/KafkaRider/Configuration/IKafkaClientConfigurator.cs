using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures every client of a rider: its connections, and what it does with them.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaClientConfigurator
{
    /// <summary>Sets who has a record when it is acknowledged; only <see cref="Confluent.Kafka.Acks.All"/> is taken, which is the default.</summary>
    Acks? Acks { set; }

    /// <summary>Sets what the brokers call the process.</summary>
    string? ClientId { set; }

    /// <summary>Sets how large a request may be.</summary>
    int? MessageMaxBytes { set; }

    /// <summary>Sets up to which size records are copied.</summary>
    int? MessageCopyMaxBytes { set; }

    /// <summary>Sets how large an answer may be.</summary>
    int? ReceiveMessageMaxBytes { set; }

    /// <summary>Sets how many requests may be under way to one broker; only 1 is taken, which is the default.</summary>
    int? MaxInFlight { set; }

    /// <summary>Sets how often the topics are looked at.</summary>
    TimeSpan? TopicMetadataRefreshInterval { set; }

    /// <summary>Sets for how long what was seen then counts.</summary>
    TimeSpan? MetadataMaxAge { set; }

    /// <summary>Sets how soon a topic is looked at again that has lost its leader.</summary>
    TimeSpan? TopicMetadataRefreshFastInterval { set; }

    /// <summary>Sets whether only what is used is asked for.</summary>
    bool? TopicMetadataRefreshSparse { set; }

    /// <summary>Sets regular expressions of topics that are to be overlooked, separated by commas.</summary>
    string? TopicBlacklist { set; }

    /// <summary>Sets what the client writes to the log of its inner life, such as <c>broker,topic</c>.</summary>
    string? Debug { set; }

    /// <summary>Sets for how many milliseconds an address that was resolved counts.</summary>
    int? BrokerAddressTtl { set; }

    /// <summary>Sets which addresses are used.</summary>
    BrokerAddressFamily? BrokerAddressFamily { set; }

    /// <summary>Sets how long the client rests before it connects again.</summary>
    TimeSpan? ReconnectBackoff { set; }

    /// <summary>Sets how long that rest may become.</summary>
    TimeSpan? ReconnectBackoffMax { set; }

    /// <summary>Sets how often statistics are told to whoever takes them.</summary>
    TimeSpan? StatisticsInterval { set; }

    /// <summary>Sets whether log lines wait in a queue, which nobody reads here.</summary>
    bool? LogQueue { set; }

    /// <summary>Sets whether log lines name the thread.</summary>
    bool? LogThreadName { set; }

    /// <summary>Sets whether a connection that ends is logged.</summary>
    bool? LogConnectionClose { set; }

    /// <summary>Sets which signal ends the threads of the client.</summary>
    int? InternalTerminationSignal { set; }

    /// <summary>Sets whether connections are encrypted, and whether the process proves who it is.</summary>
    SecurityProtocol? SecurityProtocol { set; }

    /// <summary>Sets the libraries of plugins, separated by semicolons.</summary>
    string? PluginLibraryPaths { set; }

    /// <summary>Sets where the process is, so that brokers near it are asked.</summary>
    string? ClientRack { set; }
}
