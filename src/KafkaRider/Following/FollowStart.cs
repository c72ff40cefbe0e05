namespace KafkaRider;

/// <summary>Says where in a partition following starts.</summary>
public readonly record struct FollowStart
{
    /// <summary>Starts with the oldest record.</summary>
    public static readonly FollowStart Beginning;

    internal long? Offset { get; private init; }

    internal DateTimeOffset? Time { get; private init; }

    internal long? AtMost { get; private init; }

    /// <summary>Starts with the record at an offset, or with the oldest if the partition holds no such offset.</summary>
    /// <param name="offset">The offset.</param>
    /// <returns>The start.</returns>
    public static FollowStart At(long offset) => new() { Offset = offset };

    /// <summary>Starts with the first record that is not older than a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="atMost">
    /// How many records that are in the topic already may come; the older ones are left out. Each partition gives its share.
    /// </param>
    /// <returns>The start.</returns>
    /// <remarks>Older records may come, too: a broker that cannot find records by time gives <paramref name="atMost"/> of them.</remarks>
    public static FollowStart Since(DateTimeOffset time, long? atMost = null) => new() { Time = time, AtMost = atMost };

    /// <summary>Starts sooner, if the first record that is not older than a time comes before.</summary>
    /// <param name="time">The time.</param>
    /// <param name="atMost">How many records may come for this reason, as for <see cref="Since"/>.</param>
    /// <returns>The start.</returns>
    public FollowStart OrSince(DateTimeOffset time, long? atMost = null) => this with { Time = time, AtMost = atMost };

    /// <summary>Returns a start from which on everything comes that comes from one or from the other.</summary>
    internal static FollowStart Earlier(FollowStart one, FollowStart other)
    {
        if (one == Beginning || other == Beginning)
        {
            return Beginning;
        }

        return new()
        {
            Offset = Least(one.Offset, other.Offset),
            Time = one.Time is { } first && other.Time is { } second ? (first < second ? first : second) : one.Time ?? other.Time,
            AtMost = one.Time is null ? other.AtMost : other.Time is null ? one.AtMost : Most(one.AtMost, other.AtMost),
        };
    }

    private static long? Least(long? one, long? other) => one is { } first && other is { } second ? Math.Min(first, second) : one ?? other;

    // None is no limit.
    private static long? Most(long? one, long? other) => one is { } first && other is { } second ? Math.Max(first, second) : null;
}
