namespace KafkaRider.Internal;

/// <summary>Is a topic as the brokers described it.</summary>
/// <param name="Id">The id: a topic that was deleted and made anew has another. Empty where the brokers give none.</param>
/// <param name="Partitions">How many partitions it has; 0 if there is no such topic.</param>
/// <param name="Leaderless">The partitions that have no leader, in order.</param>
internal sealed record TopicState(string Id, int Partitions, IReadOnlyList<int> Leaderless)
{
    public static readonly TopicState Missing = new("", 0, []);

    public bool Exists => Partitions > 0;

    public bool HasLeader(int partition) => !Leaderless.Contains(partition);

    /// <summary>Says whether this is another topic than the one that had an id; where the brokers give none, it is taken for the same.</summary>
    public bool IsAnotherThan(string? id) => Id.Length > 0 && id is { Length: > 0 } && Id != id;

    public bool IsLike(TopicState other) =>
        Id == other.Id && Partitions == other.Partitions && Leaderless.SequenceEqual(other.Leaderless);
}
