using System.ComponentModel.DataAnnotations;

namespace KafkaRider;

/// <summary>Configures how the process reaches Kafka.</summary>
public sealed class KafkaOptions
{
    /// <summary>The configuration section the options bind to by convention.</summary>
    public const string SectionName = "Kafka";

    private const int LongestPrefix = 100;

    /// <summary>Gets or sets the brokers to ask first, as <c>host:port</c>, separated by commas.</summary>
    /// <value>Required. There is no default.</value>
    [Required]
    public string BootstrapServers { get; set; } = string.Empty;

    /// <summary>Gets or sets what stands before the name of every topic and group, and before every client id, so that several systems share a cluster.</summary>
    /// <value>
    /// Up to 100 of the characters that a topic's name may have, such as <c>team-a.</c>; the default is none. The names that the rider is
    /// configured with, and <see cref="DeadLetterReplay"/> is called with, are those without it; addresses on the wire name topics in full.
    /// </value>
    [StringLength(LongestPrefix, ErrorMessage = "Kafka:Prefix is refused: it may have 100 characters.")]
    [RegularExpression("[A-Za-z0-9._-]*", ErrorMessage = "Kafka:Prefix is refused: topics' names are made of letters from A to Z, digits, '.', '_' and '-'.")]
    public string Prefix { get; set; } = string.Empty;

    /// <summary>Gets or sets how long a record may take to be acknowledged, unless librdkafka's <c>message.timeout.ms</c> is set.</summary>
    /// <value>
    /// More than nothing, and less than requests wait for their reply. The default is half of that, but not more than 10 seconds.
    /// </value>
    public TimeSpan? MessageTimeout { get; set; }

    /// <summary>Gets librdkafka settings for every client of the process, by their librdkafka names.</summary>
    /// <value>
    /// Empty by default. <see href="https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md"/> lists them. An underscore
    /// is as good as a dot, and letters may be upper-case. What breaks a promise or cannot work is refused when the bus is configured.
    /// </value>
    public IDictionary<string, string> Client { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets librdkafka settings for producers, which win over <see cref="Client"/>.</summary>
    /// <value>Empty by default. <c>acks</c>, <c>enable.idempotence</c> and <c>max.in.flight</c> are <c>all</c>, <c>true</c> and 1: without
    /// them a record could be acknowledged and lost. Another value is refused when the bus is configured.</value>
    public IDictionary<string, string> Producer { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets librdkafka settings for consumers, which win over <see cref="Client"/>.</summary>
    /// <value>Empty by default. With <c>group.protocol</c> <c>consumer</c> the brokers decide who gets which partitions.</value>
    public IDictionary<string, string> Consumer { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Returns the same options with other brokers and more settings for every client.</summary>
    internal KafkaOptions With(string bootstrapServers, IEnumerable<KeyValuePair<string, string>> client)
    {
        var copy = new KafkaOptions { BootstrapServers = bootstrapServers, Prefix = Prefix, MessageTimeout = MessageTimeout };
        Copy(Client.Concat(client), copy.Client);
        Copy(Producer, copy.Producer);
        Copy(Consumer, copy.Consumer);
        return copy;
    }

    private static void Copy(IEnumerable<KeyValuePair<string, string>> from, IDictionary<string, string> to)
    {
        foreach (var (name, value) in from)
        {
            to[name] = value;
        }
    }
}
