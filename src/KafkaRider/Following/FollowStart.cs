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
}
