using System.Buffers;

namespace KafkaRider.Internal;

/// <summary>Names a topic, and where needed a partition of it, as a URI: <c>kafka:topic?partition=7&amp;instance=…</c>.</summary>
internal readonly record struct KafkaAddress(string Topic, int? Partition = null, string? Instance = null)
{
    public const string Scheme = "kafka";

    private const string PathPrefix = $"{KafkaTopicAddress.PathPrefix}/";

    private static readonly SearchValues<char> TopicNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool TryParse(Uri? address, out KafkaAddress result)
    {
        result = default;
        if (address is null)
        {
            return false;
        }

        var topic = address.AbsolutePath.Trim('/');
        if (address.Scheme != Scheme && address.Scheme != "topic")
        {
            // As an address of the bus, it is behind the rider's name.
            if (!topic.StartsWith(PathPrefix, StringComparison.Ordinal))
            {
                return false;
            }

            topic = topic[PathPrefix.Length..];
        }

        int? partition = null;
        string? instance = null;
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var n, var v] ? (n, v) : (pair, string.Empty);
            switch (name)
            {
                case "partition" when int.TryParse(value, out var number) && number >= 0:
                    partition = number;
                    break;
                case "partition":
                    return false;
                case "instance":
                    instance = value;
                    break;
                default:
                    break;
            }
        }

        result = new(topic, partition, instance);
        return IsTopicName(topic);
    }

    /// <summary>Says whether brokers accept a name: asking them for another would only be refused.</summary>
    public static bool IsTopicName(string name) => name.Length is > 0 and <= 249 && name is not ("." or "..")
        && !name.AsSpan().ContainsAnyExcept(TopicNameCharacters);

    public Uri ToUri()
    {
        var query = Partition is { } partition ? $"?partition={partition}" : string.Empty;
        if (Instance is not null)
        {
            query += $"{(query.Length == 0 ? '?' : '&')}instance={Instance}";
        }

        return new($"{Scheme}:{Topic}{query}");
    }
}
