using System.ComponentModel.DataAnnotations;
using Confluent.Kafka;
using MassTransit;
using ValidationResult = System.ComponentModel.DataAnnotations.ValidationResult;

namespace KafkaRider.Internal;

/// <summary>Turns the options into librdkafka's settings, and refuses those that break a guarantee.</summary>
internal static class KafkaClientConfiguration
{
    private const string ClientId = "client.id";
    private const string UsualClientId = "rdkafka";

    private static readonly Dictionary<string, string> ClientDefaults = new(StringComparer.Ordinal)
    {
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
        ["socket.timeout.ms"] = "10000",
        ["socket.connection.setup.timeout.ms"] = "5000",
        ["socket.keepalive.enable"] = "true",
        ["socket.nagle.disable"] = "true",
        ["topic.metadata.refresh.interval.ms"] = "30000",
        ["log.connection.close"] = "false",
    };

    // A lone record leaves at once. Under load librdkafka batches by itself while a request is under way.
    private static readonly Dictionary<string, string> ProducerDefaults = new(StringComparer.Ordinal)
    {
        ["linger.ms"] = "0",
        ["message.timeout.ms"] = "10000",

        // Shorter, so that a topic that does not exist can be told from a broker that does not answer.
        ["topic.metadata.propagation.max.ms"] = "5000",
        ["message.max.bytes"] = "2000000",
        ["retry.backoff.ms"] = "50",
        ["retry.backoff.max.ms"] = "500",
        ["partitioner"] = "murmur2_random",

        // Otherwise the client reads every record's headers back, once it is acknowledged.
        ["dotnet.producer.delivery.report.fields"] = "status",
    };

    private static readonly Dictionary<string, string> ConsumerDefaults = new(StringComparer.Ordinal)
    {
        ["auto.offset.reset"] = "earliest",
        ["partition.assignment.strategy"] = "cooperative-sticky",
        ["session.timeout.ms"] = "6000",
        ["heartbeat.interval.ms"] = "1500",
        ["fetch.error.backoff.ms"] = "100",
        ["queued.max.messages.kbytes"] = "16384",
    };

    // A follower may be a moment behind. Without that, each record would make a request of its own to the broker, and wake two threads.
    private static readonly Dictionary<string, string> FollowerDefaults = new(StringComparer.Ordinal)
    {
        ["fetch.min.bytes"] = "65536",
        ["fetch.wait.max.ms"] = "25",
    };

    private static readonly (string Name, string[] Allowed)[] ProducerGuarantees =
    [
        ("acks", ["all", "-1"]), ("request.required.acks", ["all", "-1"]), ("enable.idempotence", ["true"]),
        ("max.in.flight", ["1"]), ("max.in.flight.requests.per.connection", ["1"]),
    ];

    private static readonly (string Name, string[] Allowed)[] ConsumerGuarantees =
        [("enable.auto.commit", ["false"]), ("enable.auto.offset.store", ["false"])];

    /// <summary>Has the client look at every setting, without connecting to anything.</summary>
    /// <exception cref="ConfigurationException">A setting is unknown, has no such value, or breaks a guarantee.</exception>
    public static void Check(KafkaOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateProperty(options.Prefix, new(options) { MemberName = nameof(options.Prefix) }, faults))
        {
            throw new ConfigurationException(faults[0].ErrorMessage!);
        }

        var producer = Producer(options);
        var consumer = Consumer(options, "check");
        producer.BootstrapServers = consumer.BootstrapServers = null;

        try
        {
            new ProducerBuilder<byte[], byte[]>(producer).SetLogHandler(static (_, _) => { }).Build().Dispose();
            new ConsumerBuilder<byte[], byte[]>(consumer).SetLogHandler(static (_, _) => { }).Build().Dispose();
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException or ArgumentException)
        {
            throw new ConfigurationException($"A Kafka setting is refused: {exception.Message}", exception);
        }
    }

    public static ProducerConfig Producer(KafkaOptions options)
    {
        var settings = Merge(ClientDefaults, ProducerDefaults, options.Client, options.Producer);
        Guard(settings, ProducerGuarantees, "an acknowledged record could be lost or written twice");
        settings["acks"] = "all";
        settings["enable.idempotence"] = "true";

        // With more, a record that was refused counts as acknowledged once a later request succeeds: docs/adr/0007.
        settings["max.in.flight"] = "1";
        return new(Named(settings, options)) { BootstrapServers = options.BootstrapServers };
    }

    /// <summary>Returns the settings of a member of a group that says itself which offsets are done.</summary>
    public static ConsumerConfig Consumer(KafkaOptions options, string groupId) => Consumer(options, groupId, []);

    /// <summary>Returns the settings of what reads a topic from its beginning, outside of any group.</summary>
    public static ConsumerConfig Reader(KafkaOptions options, string topic) => Reader(options, topic, []);

    /// <summary>Returns the settings of what keeps a view up to date.</summary>
    public static ConsumerConfig Follower(KafkaOptions options, string topic)
    {
        var config = Reader(options, topic, FollowerDefaults);
        config.EnablePartitionEof = true;
        return config;
    }

    // No group is ever joined: librdkafka only wants a name.
    private static ConsumerConfig Reader(KafkaOptions options, string topic, Dictionary<string, string> defaults)
    {
        var config = Consumer(options, $"{topic}.reader", defaults);
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        return config;
    }

    private static ConsumerConfig Consumer(KafkaOptions options, string groupId, Dictionary<string, string> defaults)
    {
        var settings = Merge(ClientDefaults, ConsumerDefaults, defaults, options.Client, options.Consumer);
        Guard(settings, ConsumerGuarantees, "an offset could be committed before its record is consumed");
        settings["enable.auto.commit"] = "false";
        settings["enable.auto.offset.store"] = "false";
        return new(Named(settings, options)) { BootstrapServers = options.BootstrapServers, GroupId = groupId };
    }

    private static Dictionary<string, string> Named(Dictionary<string, string> settings, KafkaOptions options)
    {
        if (options.Prefix.Length > 0)
        {
            settings[ClientId] = options.Prefix + settings.GetValueOrDefault(ClientId, UsualClientId);
        }

        return settings;
    }

    private static Dictionary<string, string> Merge(params IEnumerable<KeyValuePair<string, string>>[] layers)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in layers.SelectMany(layer => layer))
        {
            merged[name] = value;
        }

        return merged;
    }

    private static void Guard(Dictionary<string, string> settings, (string Name, string[] Allowed)[] guarantees, string consequence)
    {
        foreach (var (name, allowed) in guarantees)
        {
            if (settings.TryGetValue(name, out var value) && !allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                throw new ConfigurationException($"Kafka setting {name}={value} is refused: {consequence}. It must be {allowed[0]}.");
            }
        }
    }
}
