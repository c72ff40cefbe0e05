using System.Diagnostics.CodeAnalysis;

namespace KafkaRider.Internal;

/// <summary>Is one setting of librdkafka as somebody wrote it.</summary>
/// <param name="Written">The name as it was written.</param>
/// <param name="Value">The value. It may be a secret.</param>
internal sealed record ClientSetting(string Written, string Value)
{
    // One setting, two names: of two values under different names librdkafka takes the one that comes last.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["auto.commit.enable"] = "enable.auto.commit",
        ["compression.codec"] = "compression.type",
        ["delivery.timeout.ms"] = "message.timeout.ms",
        ["fetch.message.max.bytes"] = "max.partition.fetch.bytes",
        ["max.in.flight.requests.per.connection"] = "max.in.flight",
        ["message.send.max.retries"] = "retries",
        ["metadata.broker.list"] = "bootstrap.servers",
        ["queue.buffering.max.ms"] = "linger.ms",
        ["request.required.acks"] = "acks",
        ["sasl.mechanisms"] = "sasl.mechanism",
    };

    /// <summary>Gets the one name of the setting, whichever of its names and spellings was written.</summary>
    public string Name { get; } = Canonical(Written);

    /// <summary>Gets every name of the setting.</summary>
    public IEnumerable<string> Names => Aliases.Where(alias => alias.Value == Name).Select(alias => alias.Key).Append(Name);

    // What shells export has no dots, and no setting's name has anything else between its words.
    [SuppressMessage("Globalization", "CA1308", Justification = "The names of librdkafka's settings are lower-case.")]
    private static string Canonical(string written)
    {
        var name = written.Replace('_', '.').ToLowerInvariant();
        return Aliases.GetValueOrDefault(name, name);
    }
}
