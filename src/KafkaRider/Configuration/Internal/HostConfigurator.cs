using System.Globalization;
using Confluent.Kafka;

namespace KafkaRider.Internal;

internal sealed class HostConfigurator(ClientConfig config) : IKafkaHostConfigurator
{
    public void UseSsl(Action<IKafkaSslConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new SslConfigurator(config));
    }

    public void UseSasl(Action<IKafkaSaslConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new SaslConfigurator(config));
    }

    public void CancellationDelay(TimeSpan timeSpan) =>
        config.Set("dotnet.cancellation.delay.max.ms", timeSpan.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
}
