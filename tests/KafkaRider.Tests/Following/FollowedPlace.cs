using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Following;

/// <summary>Is a topic with its follower.</summary>
internal sealed record FollowedPlace(string Topic, RecordingFollower Follower)
{
    public FollowedPlace(string topic)
        : this(topic, new RecordingFollower())
    {
    }

    public Task UntilAsync(params string[] values) => Eventually.TrueAsync(() => Follower.Values.SequenceEqual(values));
}
