using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MassTransit;
using ValidationResult = System.ComponentModel.DataAnnotations.ValidationResult;

namespace KafkaRider.Internal;

/// <summary>Turns the options into librdkafka's settings, and refuses those that break a guarantee.</summary>
internal static class KafkaClientConfiguration
{
    /// <summary>Ends the client id of whoever joins a group, so that it can be told from other programs there.</summary>
    public const string MemberMark = "-kafkarider";

    private const string ClientId = "client.id";
    private const string UsualClientId = "rdkafka";
    private const string SessionTimeout = "session.timeout.ms";
    private const string HeartbeatInterval = "heartbeat.interval.ms";

    private static readonly Dictionary<string, string> ClientDefaults = new(StringComparer.Ordinal)
    {
        ["reconnect.backoff.ms"] = "50",
        ["reconnect.backoff.max.ms"] = "1000",
        ["socket.timeout.ms"] = "10000",
        ["socket.connection.setup.timeout.ms"] = "5000",
        ["socket.keepalive.enable"] = "true",
        ["socket.nagle.disable"] = "true",

        // So soon a partition that was added is consumed. It is one small request.
        ["topic.metadata.refresh.interval.ms"] = "5000",

        // Who asks for a topic that is missing must not get it, with one partition and the broker's retention. A producer's default is true.
        ["allow.auto.create.topics"] = "false",
    };

    // A lone record leaves at once. Under load librdkafka batches by itself while a request is under way.
    private static readonly Dictionary<string, string> ProducerDefaults = new(StringComparer.Ordinal)
    {
        ["linger.ms"] = "0",

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
        [SessionTimeout] = "6000",
        ["fetch.error.backoff.ms"] = "100",
        ["queued.max.messages.kbytes"] = "16384",
    };

    // A follower may be a moment behind. Without that, each record would make a request of its own to the broker, and wake two threads.
    // Each topic is asked for so often also while nothing happens, and a process may follow many.
    private static readonly Dictionary<string, string> FollowerDefaults = new(StringComparer.Ordinal)
    {
        ["fetch.min.bytes"] = "65536",
        ["fetch.wait.max.ms"] = "100",
    };

    // librdkafka refuses them together with the protocol in which the group's broker decides on them.
    private static readonly string[] OfTheClassicProtocol = ["partition.assignment.strategy", SessionTimeout];

    private static readonly TimeSpan LongestMessageTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Has the client look at every setting, without connecting to anything.</summary>
    /// <exception cref="ConfigurationException">A setting is unknown, has no such value, or breaks a guarantee.</exception>
    public static void Check(KafkaOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateProperty(options.Prefix, new(options) { MemberName = nameof(options.Prefix) }, faults))
        {
            throw new ConfigurationException(faults[0].ErrorMessage!);
        }

        if (options.MessageTimeout <= TimeSpan.Zero)
        {
            throw new ConfigurationException($"Kafka:MessageTimeout={options.MessageTimeout} is refused: nothing could be acknowledged in it.");
        }

        BrokerAddresses.Check(options.BootstrapServers);
        var producer = Producer(options);
        var consumer = Consumer(options, "check");
        producer.BootstrapServers = consumer.BootstrapServers = null;

        var ignored = new List<string>();
        try
        {
            new ProducerBuilder<byte[], byte[]>(producer).SetLogHandler((_, message) => Note(message, options.Producer)).Build().Dispose();
            new ConsumerBuilder<byte[], byte[]>(consumer).SetLogHandler((_, message) => Note(message, options.Consumer)).Build().Dispose();
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException or ArgumentException)
        {
            var setting = FindNamed(exception.Message, options);
            throw new ConfigurationException(
                $"{(setting is null ? "A Kafka setting" : $"Kafka setting {setting}")} is refused: {exception.Message}", exception);
        }

        ignored.AddRange(SettingRules.FindMisplaced(options));
        if (ignored.Count > 0)
        {
            throw new ConfigurationException($"Kafka setting {ignored[0]} is refused: clients of this kind do not know it.");
        }

        // Settings for all clients are for one kind or the other; those for one kind that it does not know would do nothing.
        void Note(LogMessage message, IDictionary<string, string> own)
        {
            if (message.Facility == "CONFWARN" && message.Message.Contains("will be ignored by this", StringComparison.Ordinal))
            {
                ignored.AddRange(own.Keys.Where(
                    name => message.Message.Contains($"property {new ClientSetting(name, "").Name} is ", StringComparison.Ordinal)));
            }
        }
    }

    // librdkafka has one name for each setting: not always the one that was written.
    private static string? FindNamed(string text, KafkaOptions options) =>
        options.Producer.Keys.Concat(options.Consumer.Keys).Concat(options.Client.Keys)
            .Where(written => new ClientSetting(written, "").Names.Any(name => text.Contains(name, StringComparison.Ordinal)))
            .MaxBy(written => written.Length);

    /// <summary>Returns the settings of what writes.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="requestTimeout">How long requests wait for their reply, if there are any.</param>
    /// <param name="own">What is set for this one alone.</param>
    /// <exception cref="ConfigurationException">A setting breaks a guarantee.</exception>
    public static ProducerConfig Producer(KafkaOptions options, TimeSpan? requestTimeout = null, IReadOnlyDictionary<string, string>? own = null)
    {
        var messageTimeout = options.MessageTimeout
            ?? (requestTimeout / 2 is { } half && half < LongestMessageTimeout ? half : LongestMessageTimeout);
        var settings = new ClientSettings(
            ClientDefaults,
            ProducerDefaults,
            [new("message.timeout.ms", messageTimeout.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture))],
            options.Client,
            options.Producer,
            own ?? new Dictionary<string, string>());
        SettingRules.CheckProducer(settings, requestTimeout);
        settings.Set("acks", "all");
        settings.Set("enable.idempotence", "true");

        // With more, a record that was refused counts as acknowledged once a later request succeeds: docs/adr/0007.
        settings.Set("max.in.flight", "1");
        return new(Named(settings, options)) { BootstrapServers = options.BootstrapServers };
    }

    /// <summary>Returns the settings of a member of a group that says itself which offsets are done.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="groupId">The group, in full.</param>
    /// <param name="own">What is set for this endpoint alone.</param>
    /// <exception cref="ConfigurationException">A setting breaks a guarantee.</exception>
    public static ConsumerConfig Consumer(KafkaOptions options, string groupId, IReadOnlyDictionary<string, string>? own = null)
    {
        var settings = ConsumerSettings(options, [], own);
        settings.Set(ClientId, (settings[ClientId] ?? UsualClientId) + MemberMark);
        return new(Named(settings, options)) { BootstrapServers = options.BootstrapServers, GroupId = groupId };
    }

    /// <summary>Says whether the member of a group is one that these settings were made for.</summary>
    public static bool IsOurs(MemberDescription member) => member.ClientId.EndsWith(MemberMark, StringComparison.Ordinal);

    /// <summary>Returns settings of their own: one made of others by Confluent.Kafka would go on being the same.</summary>
    public static ConsumerConfig Copy(ConsumerConfig config) => new(config.ToDictionary(setting => setting.Key, setting => setting.Value));

    /// <summary>Has the client look at the settings of an endpoint, without connecting to anything.</summary>
    /// <exception cref="ConfigurationException">A setting has no such value, or does not go with another.</exception>
    public static void Check(ConsumerConfig config, string topic)
    {
        var copy = Copy(config);
        copy.BootstrapServers = null;
        try
        {
            new ConsumerBuilder<byte[], byte[]>(copy).SetLogHandler((_, _) => { }).Build().Dispose();
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException or ArgumentException)
        {
            throw new ConfigurationException($"A Kafka setting of the endpoint of topic {topic} is refused: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the settings of what reads a topic from its beginning, outside of any group.</summary>
    public static ConsumerConfig Reader(KafkaOptions options, string topic) => Reader(options, topic, []);

    /// <summary>Returns the settings of what keeps views up to date.</summary>
    public static ConsumerConfig Follower(KafkaOptions options)
    {
        var config = Reader(options, "followers", FollowerDefaults);
        config.EnablePartitionEof = true;
        return config;
    }

    // No group is ever joined, so how one would be does not matter: librdkafka only wants a name.
    private static ConsumerConfig Reader(KafkaOptions options, string topic, Dictionary<string, string> defaults)
    {
        var settings = ConsumerSettings(options, defaults);
        settings.Remove("group.protocol");
        settings.Remove("group.remote.assignor");
        return new(Named(settings, options)) { BootstrapServers = options.BootstrapServers, GroupId = $"{topic}.reader" };
    }

    private static ClientSettings ConsumerSettings(
        KafkaOptions options, Dictionary<string, string> defaults, IReadOnlyDictionary<string, string>? own = null)
    {
        own ??= new Dictionary<string, string>();
        var asked = new ClientSettings(options.Client, options.Consumer, own);
        var usual = IsConsumerProtocol(asked) ? ConsumerDefaults.Where(setting => !OfTheClassicProtocol.Contains(setting.Key)) : ConsumerDefaults;
        SettingRules.CheckConsumer(new(options.Client, options.Consumer));
        SettingRules.CheckEndpoint(new(own));
        var settings = new ClientSettings(ClientDefaults, usual, defaults, options.Client, options.Consumer, own);

        // Several heartbeats fit into a session, however long that is.
        if (settings[HeartbeatInterval] is null && int.TryParse(settings[SessionTimeout], CultureInfo.InvariantCulture, out var session) && session >= 4)
        {
            settings.Set(HeartbeatInterval, (session / 4).ToString(CultureInfo.InvariantCulture));
        }

        SettingRules.CheckHeartbeat(settings);
        settings.Set("enable.auto.commit", "false");
        settings.Set("enable.auto.offset.store", "false");
        return settings;
    }

    private static bool IsConsumerProtocol(ClientSettings settings) =>
        string.Equals(settings["group.protocol"], "consumer", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Named(ClientSettings settings, KafkaOptions options)
    {
        if (options.Prefix.Length > 0)
        {
            settings.Set(ClientId, options.Prefix + (settings[ClientId] ?? UsualClientId));
        }

        return settings.ToDictionary();
    }
}
