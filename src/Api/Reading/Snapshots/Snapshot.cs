using KafkaRider;

namespace Users.Api.Reading.Snapshots;

/// <summary>Is what the view had made of the events up to some in each partition, or of a few more.</summary>
/// <param name="Marks">The last event of each partition that is in it for certain.</param>
/// <param name="Versions">Every version of every user.</param>
internal sealed record Snapshot(IReadOnlyList<FollowMark> Marks, IEnumerable<User> Versions);
