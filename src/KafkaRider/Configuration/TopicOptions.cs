namespace KafkaRider;

/// <summary>Describes a topic that is created at start where it does not exist.</summary>
/// <param name="Name">The name of the topic.</param>
/// <param name="Partitions">The number of partitions, at least 1.</param>
/// <param name="Retention">How long the broker keeps records; <see langword="null"/> keeps them for ever.</param>
public sealed record TopicOptions(string Name, int Partitions, TimeSpan? Retention = null);
