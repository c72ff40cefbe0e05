namespace KafkaRider.Internal;

/// <summary>Is a topic that is created at start where it does not exist.</summary>
internal sealed record TopicDeclaration(string Name, int Partitions, TimeSpan? Retention)
{
    /// <summary>Gets how many brokers have each record; -1 leaves it to the broker.</summary>
    public short ReplicationFactor { get; init; } = -1;

    /// <summary>Gets how long creating it may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets whether all its settings are the broker's, and nobody looks at those of one that exists.</summary>
    public bool IsPlain { get; init; }

    public static TopicDeclaration Of(string name, KafkaTopicOptions options) => new(name, options.NumPartitions, null)
    {
        ReplicationFactor = options.ReplicationFactor,
        RequestTimeout = options.RequestTimeout,
        IsPlain = true,
    };
}
