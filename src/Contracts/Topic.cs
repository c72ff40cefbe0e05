namespace Users.Contracts;

/// <summary>Describes a topic as it is created where it does not exist yet.</summary>
/// <param name="Name">The name of the topic.</param>
/// <param name="Partitions">The number of partitions.</param>
/// <param name="Retention">How long the broker keeps records; <see langword="null"/> keeps them for ever.</param>
public sealed record Topic(string Name, int Partitions, TimeSpan? Retention);
