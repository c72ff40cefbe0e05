using System.Globalization;

namespace KafkaRider.Internal;

/// <summary>Says what a declared topic needs, and what one that exists lacks of it.</summary>
internal static class TopicRules
{
    private const string MinInSyncReplicas = "min.insync.replicas";
    private const long SmallestMessageLimit = 65_536;
    private const long SmallestAge = 60_000;

    /// <summary>Returns the settings with which a topic is created. Each is given, so that none is the broker's.</summary>
    public static Dictionary<string, string> SettingsOf(TopicDeclaration topic) => new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = "delete",
        ["retention.ms"] = RetentionOf(topic).ToString(CultureInfo.InvariantCulture),
        ["retention.bytes"] = "-1",
    };

    /// <summary>Returns in one line what a topic that exists lacks, or <see langword="null"/>.</summary>
    public static string? FindTrouble(TopicDeclaration topic, int partitions) =>
        partitions < topic.Partitions
            ? $"topic {topic.Name} has {Count(partitions, "partition")}, but {topic.Partitions} are needed: add partitions to it"
            : null;

    /// <summary>Returns in one line which setting of a topic that exists breaks a promise, or <see langword="null"/>.</summary>
    public static string? FindTrouble(TopicDeclaration topic, IReadOnlyDictionary<string, string> settings, int replicas)
    {
        var retention = RetentionOf(topic);
        return Find("cleanup.policy", policy => policy.Contains("compact", StringComparison.Ordinal), "delete", "compaction drops records that are promised to stay")
            ?? FindNumber("retention.ms", actual => actual != -1 && (retention == -1 || actual < retention), retention, "records go sooner than promised")
            ?? FindNumber("retention.bytes", actual => actual != -1, -1, "records go as soon as there are too many")
            ?? FindNumber("max.message.bytes", actual => actual < SmallestMessageLimit, SmallestMessageLimit, "a message may be refused")
            ?? FindNumber("message.timestamp.before.max.ms", actual => actual < SmallestAge, SmallestAge, "a message of a moment ago is refused")
            ?? FindNumber("message.timestamp.after.max.ms", actual => actual < SmallestAge, SmallestAge, "a message of a clock that is a moment ahead is refused")
            ?? FindNumber(
                MinInSyncReplicas, actual => actual > replicas, replicas, $"no record could ever be acknowledged by {Count(replicas, "replica")}");

        string? FindNumber(string name, Func<long, bool> isWrong, long needed, string consequence) => Find(
            name, value => long.TryParse(value, CultureInfo.InvariantCulture, out var number) && isWrong(number),
            needed.ToString(CultureInfo.InvariantCulture), consequence);

        string? Find(string name, Func<string, bool> isWrong, string needed, string consequence) =>
            settings.TryGetValue(name, out var value) && isWrong(value)
                ? $"topic {topic.Name} has {name}={value}, but {name}={needed} is needed: {consequence}"
                : null;
    }

    private static long RetentionOf(TopicDeclaration topic) => topic.Retention is { } retention ? (long)retention.TotalMilliseconds : -1;

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
