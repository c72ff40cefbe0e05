namespace KafkaRider;

/// <summary>Configures how records are fetched.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaFetchConfigurator
{
    /// <summary>Sets how long a broker may wait for more records.</summary>
    TimeSpan? WaitMaxInterval { set; }

    /// <summary>Sets how many bytes of a partition one answer may have.</summary>
    int? MaxPartitionBytes { set; }

    /// <summary>Sets how many bytes one answer may have.</summary>
    int? MaxBytes { set; }

    /// <summary>Sets how many bytes a broker waits for.</summary>
    int? MinBytes { set; }

    /// <summary>Sets how long the client rests after a failure.</summary>
    TimeSpan? ErrorBackoffInterval { set; }
}
