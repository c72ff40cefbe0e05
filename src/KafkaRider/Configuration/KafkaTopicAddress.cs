using System.Diagnostics.CodeAnalysis;

namespace KafkaRider;

/// <summary>Names a topic as an address of the bus that the rider belongs to: <c>loopback://localhost/kafka/orders</c>.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "It is compared as a Uri.")]
public readonly struct KafkaTopicAddress
{
    /// <summary>Stands before the name of a topic in the path of its address.</summary>
    public const string PathPrefix = "kafka";

    private const string ShortScheme = "topic";

    /// <summary>Initializes a new instance of the <see cref="KafkaTopicAddress"/> struct.</summary>
    /// <param name="hostAddress">The address of the bus.</param>
    /// <param name="topic">The name of the topic, in full.</param>
    public KafkaTopicAddress(Uri hostAddress, string topic)
    {
        ArgumentNullException.ThrowIfNull(hostAddress);
        ArgumentException.ThrowIfNullOrEmpty(topic);

        Scheme = hostAddress.Scheme;
        Host = hostAddress.Host;
        Port = hostAddress.Port > 0 ? hostAddress.Port : null;
        Topic = topic;
    }

    /// <summary>Initializes a new instance of the <see cref="KafkaTopicAddress"/> struct.</summary>
    /// <param name="hostAddress">The address of the bus.</param>
    /// <param name="address">The address of the topic, such as <c>topic:orders</c>, <c>kafka:orders</c>, or one of the bus.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public KafkaTopicAddress(Uri hostAddress, Uri address)
        : this(hostAddress, FindTopic(hostAddress, address))
    {
    }

    /// <summary>Gets the name of the topic, in full.</summary>
    public string Topic { get; }

    /// <summary>Gets the host of the bus.</summary>
    public string Host { get; }

    /// <summary>Gets the scheme of the bus.</summary>
    public string Scheme { get; }

    /// <summary>Gets the port of the bus, if its address has one.</summary>
    public int? Port { get; }

    /// <summary>Converts to the address.</summary>
    /// <param name="address">The parts.</param>
    public static implicit operator Uri(in KafkaTopicAddress address) => address.ToUri();

    /// <summary>Returns the address.</summary>
    /// <returns>The address as a URI.</returns>
    public Uri ToUri() => new($"{Scheme}://{Host}{(Port is { } port ? $":{port}" : "")}/{PathPrefix}/{Topic}");

    /// <inheritdoc/>
    public override string ToString() => ToUri().ToString();

    private static string FindTopic(Uri hostAddress, Uri address)
    {
        ArgumentNullException.ThrowIfNull(hostAddress);
        ArgumentNullException.ThrowIfNull(address);

        var path = Uri.UnescapeDataString(address.AbsolutePath).Trim('/');
        var isShort = address.Scheme is ShortScheme or PathPrefix;
        return isShort ? path
            : string.Equals(address.Scheme, hostAddress.Scheme, StringComparison.OrdinalIgnoreCase)
                ? path.StartsWith($"{PathPrefix}/", StringComparison.Ordinal) ? path[(PathPrefix.Length + 1)..] : path
            : throw new ArgumentException($"{address.OriginalString} is not the address of a topic, such as topic:orders.", nameof(address));
    }
}
