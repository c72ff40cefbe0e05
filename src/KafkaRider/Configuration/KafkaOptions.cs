using System.ComponentModel.DataAnnotations;

namespace KafkaRider;

/// <summary>Configures how the process reaches Kafka.</summary>
public sealed class KafkaOptions
{
    /// <summary>The configuration section the options bind to by convention.</summary>
    public const string SectionName = "Kafka";

    /// <summary>Gets or sets the brokers to ask first, as <c>host:port</c>, separated by commas.</summary>
    /// <value>Required. There is no default.</value>
    [Required]
    public string BootstrapServers { get; set; } = string.Empty;

    /// <summary>Gets librdkafka settings for every client of the process, by their librdkafka names.</summary>
    /// <value>Empty by default. <see href="https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md"/> lists them.</value>
    public IDictionary<string, string> Client { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets librdkafka settings for producers, which win over <see cref="Client"/>.</summary>
    /// <value>Empty by default. <c>acks</c>, <c>enable.idempotence</c> and <c>max.in.flight</c> are <c>all</c>, <c>true</c> and 1: without
    /// them a record could be acknowledged and lost. Another value is refused when the bus is configured.</value>
    public IDictionary<string, string> Producer { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets librdkafka settings for consumers, which win over <see cref="Client"/>.</summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, string> Consumer { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
