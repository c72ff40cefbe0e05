namespace KafkaRider;

/// <summary>Configures how the process reaches its brokers.</summary>
/// <remarks>Is used while the bus is built, by one thread.</remarks>
public interface IKafkaHostConfigurator
{
    /// <summary>Configures how connections are encrypted.</summary>
    /// <param name="configure">Sets certificates and keys.</param>
    void UseSsl(Action<IKafkaSslConfigurator> configure);

    /// <summary>Configures how the process proves who it is.</summary>
    /// <param name="configure">Sets mechanism and secrets.</param>
    void UseSasl(Action<IKafkaSaslConfigurator> configure);

    /// <summary>Sets how long the client may take to notice that it is to stop waiting.</summary>
    /// <param name="timeSpan">From 1 millisecond to 10 seconds.</param>
    void CancellationDelay(TimeSpan timeSpan);
}
