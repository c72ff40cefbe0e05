using System.Globalization;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Refuses settings that librdkafka would take, and that break what the rider promises or cannot work with it.</summary>
internal static class SettingRules
{
    private static readonly Rule[] Everywhere =
    [
        new("bootstrap.servers", [], "Kafka:BootstrapServers names the brokers"),
        new("allow.auto.create.topics", ["false"], "a topic that is missing would be made with the broker's defaults"),
    ];

    private static readonly Rule[] OfProducers =
    [
        new("acks", ["all", "-1"], "an acknowledged record could be lost or written twice"),
        new("enable.idempotence", ["true"], "an acknowledged record could be lost or written twice"),
        new("max.in.flight", ["1"], "an acknowledged record could be lost or written twice"),
        new("transactional.id", [], "records are written outside of transactions, which such a producer cannot"),
        new("partitioner", ["murmur2_random", "murmur2"], "records of one key would go where nobody looks for them, or lose their order"),
        new("queuing.strategy", ["fifo"], "records of one key would lose their order"),
        new("delivery.report.only.error", ["false"], "nobody would learn that a record was acknowledged"),
        new("dotnet.producer.enable.delivery.reports", ["true"], "nobody would learn that a record was acknowledged"),
        new("dotnet.producer.enable.background.poll", ["true"], "nobody would learn that a record was acknowledged"),
    ];

    private static readonly Rule[] OfConsumers =
    [
        new("enable.auto.commit", ["false"], "an offset could be committed before its record is consumed"),
        new("enable.auto.offset.store", ["false"], "an offset could be committed before its record is consumed"),
        new("auto.commit.interval.ms", [], "the endpoint's CheckpointInterval says how often offsets are committed"),
        new("auto.offset.reset", ["earliest", "smallest", "beginning"], "what was written before the group first came would never be consumed"),
        new("isolation.level", ["read_committed"], "what a transaction took back would be consumed"),
        new("enable.partition.eof", ["false"], "the rider itself says who hears of the end of a partition"),
        new("group.id", [], "each endpoint names its group"),
        new("group.instance.id", [], "all consumers that have the setting would have one id, and would fence each other off"),
        new("dotnet.consumer.consume.result.fields", ["all"], "key, headers and time of a record are needed"),
    ];

    // An endpoint may say of itself what the settings of all may not, as long as an offset means that its record is done.
    private static readonly Rule[] OfEndpoints =
    [
        new("enable.auto.commit", ["false"], "an offset could be committed before its record is consumed"),
        new("enable.auto.offset.store", ["false"], "an offset could be committed before its record is consumed"),
        new("auto.commit.interval.ms", [], "the endpoint's CheckpointInterval says how often offsets are committed"),
        new("enable.partition.eof", ["false"], "no consumer could take what is no record"),
        new("dotnet.consumer.consume.result.fields", ["all"], "key, headers and time of a record are needed"),
    ];

    private static readonly HashSet<string> TopicsOfProducers = new(StringComparer.Ordinal)
    {
        "acks", "request.timeout.ms", "message.timeout.ms", "queuing.strategy", "produce.offset.report", "partitioner", "compression.type", "compression.level",
    };

    private static readonly HashSet<string> TopicsOfConsumers = new(StringComparer.Ordinal)
    {
        "auto.offset.reset", "enable.auto.commit", "auto.commit.interval.ms", "consume.callback.max.messages",
    };

    /// <exception cref="ConfigurationException">A setting is refused; the message names it.</exception>
    public static void CheckProducer(ClientSettings settings, TimeSpan? requestTimeout)
    {
        Apply(settings, Everywhere, OfProducers);

        // What is not a number librdkafka refuses.
        if (settings.Find("message.timeout.ms") is not { } timeout
            || !long.TryParse(timeout.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return;
        }

        if (milliseconds == 0)
        {
            throw Refused(timeout, "who writes could wait for ever");
        }

        if (requestTimeout is { } limit && milliseconds >= limit.TotalMilliseconds)
        {
            throw Refused(timeout, string.Create(
                CultureInfo.InvariantCulture,
                $"it must be shorter than the {limit.TotalMilliseconds} ms that a request waits for its reply, or who asks would be told of a time-out of what Kafka may never take"));
        }
    }

    /// <summary>Checks what is set for all consumers.</summary>
    /// <exception cref="ConfigurationException">A setting is refused; the message names it.</exception>
    public static void CheckConsumer(ClientSettings settings)
    {
        Apply(settings, Everywhere, OfConsumers);
    }

    /// <exception cref="ConfigurationException">A setting of one endpoint is refused; the message names it.</exception>
    public static void CheckEndpoint(ClientSettings settings) => Apply(settings, Everywhere, OfEndpoints);

    /// <exception cref="ConfigurationException">No heartbeat fits into a session.</exception>
    public static void CheckHeartbeat(ClientSettings settings)
    {
        if (settings.Find("heartbeat.interval.ms") is { } heartbeat && settings.Find("session.timeout.ms") is { } session
            && int.TryParse(heartbeat.Value, CultureInfo.InvariantCulture, out var interval)
            && int.TryParse(session.Value, CultureInfo.InvariantCulture, out var limit)
            && interval >= limit)
        {
            throw Refused(heartbeat, $"with {session.Written}={session.Value} the group would give up its members between two heartbeats");
        }
    }

    /// <summary>Returns what stands with one kind of client and is of the other: settings of topics, about which librdkafka says nothing.</summary>
    public static IEnumerable<string> FindMisplaced(KafkaOptions options) =>
        options.Consumer.Keys.Where(written => TopicsOfProducers.Contains(new ClientSetting(written, "").Name))
            .Concat(options.Producer.Keys.Where(written => TopicsOfConsumers.Contains(new ClientSetting(written, "").Name)));

    private static void Apply(ClientSettings settings, params Rule[][] rules)
    {
        foreach (var rule in rules.SelectMany(group => group))
        {
            if (settings.Find(rule.Name) is { } setting && !rule.Allowed.Contains(setting.Value, StringComparer.OrdinalIgnoreCase))
            {
                throw Refused(setting, rule.Allowed is [var allowed, ..] ? $"{rule.Consequence}. It must be {allowed}" : rule.Consequence);
            }
        }
    }

    private static ConfigurationException Refused(ClientSetting setting, string reason) =>
        new($"Kafka setting {setting.Written}={setting.Value} is refused: {reason}.");

    /// <param name="Name">The one name of the setting.</param>
    /// <param name="Allowed">The values that it may have; none means that it may not be set.</param>
    /// <param name="Consequence">What would come of another value, or why it may not be set.</param>
    private sealed record Rule(string Name, string[] Allowed, string Consequence);
}
