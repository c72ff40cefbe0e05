namespace KafkaRider.Testing;

/// <summary>Says which topics a test needs.</summary>
public sealed class KafkaTestHarnessOptions
{
    /// <summary>Gets or sets the names of the topics.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> TopicNames { get; set; } = [];

    /// <summary>Gets or sets how many partitions topics have that are created.</summary>
    /// <value>At least 1, which is the default.</value>
    public int Partitions { get; set; } = 1;

    /// <summary>Gets or sets how many brokers have each record of topics that are created.</summary>
    /// <value>At least 1, which is the default.</value>
    public short Replicas { get; set; } = 1;

    /// <summary>Gets or sets whether topics are created that do not exist.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool CreateTopicsIfNotExists { get; set; }

    /// <summary>Gets or sets whether topics are deleted first, with all that they hold.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool CleanTopicsOnStart { get; set; }
}
