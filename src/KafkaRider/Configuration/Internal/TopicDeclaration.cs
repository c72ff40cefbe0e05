namespace KafkaRider.Internal;

/// <summary>Is a topic that is created at start where it does not exist.</summary>
internal sealed record TopicDeclaration(string Name, int Partitions, TimeSpan? Retention);
