namespace KafkaRider;

/// <summary>Configures the connections.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaSocketConfigurator
{
    /// <summary>Sets how long a request may take.</summary>
    TimeSpan? Timeout { set; }

    /// <summary>Sets the size of the buffer for what is sent.</summary>
    int? SendBufferBytes { set; }

    /// <summary>Sets the size of the buffer for what arrives.</summary>
    int? ReceiveBufferBytes { set; }

    /// <summary>Sets whether connections are kept alive.</summary>
    bool? KeepaliveEnable { set; }

    /// <summary>Sets whether small packets leave at once.</summary>
    bool? NagleDisable { set; }

    /// <summary>Sets after how many failures a connection is made anew.</summary>
    int? MaxFails { set; }
}
