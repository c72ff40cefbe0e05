namespace KafkaRider;

/// <summary>Configures how brokers are asked what they know.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaApiConfigurator
{
    /// <summary>Sets whether they are asked.</summary>
    bool? Request { set; }

    /// <summary>Sets how long that may take.</summary>
    TimeSpan? RequestTimeout { set; }

    /// <summary>Sets for how long <see cref="BrokerVersionFallback"/> counts when that failed.</summary>
    TimeSpan? FallbackTimeout { set; }

    /// <summary>Sets the version of brokers that cannot be asked.</summary>
    string? BrokerVersionFallback { set; }
}
