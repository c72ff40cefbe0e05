using MassTransit;

namespace KafkaRider;

/// <summary>Says what a topic is like that an endpoint creates. All other settings are the broker's.</summary>
/// <param name="topic">The name of the topic.</param>
public sealed class KafkaTopicOptions(string topic) : ISpecification
{
    /// <summary>Gets or sets the number of partitions.</summary>
    /// <value>At least 1, which is the default.</value>
    public ushort NumPartitions { get; set; } = 1;

    /// <summary>Gets or sets how many brokers have each record.</summary>
    /// <value>At least 1, which is the default.</value>
    public short ReplicationFactor { get; set; } = 1;

    /// <summary>Gets or sets how long creating may take; it is tried again.</summary>
    /// <value>More than nothing. The default is 5 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate()
    {
        if (NumPartitions == 0)
        {
            yield return this.Failure(nameof(NumPartitions), $"of {topic} must be at least 1");
        }

        if (ReplicationFactor < 1)
        {
            yield return this.Failure(nameof(ReplicationFactor), $"of {topic} must be at least 1");
        }

        if (RequestTimeout <= TimeSpan.Zero)
        {
            yield return this.Failure(nameof(RequestTimeout), $"of {topic} must be more than nothing");
        }
    }
}
