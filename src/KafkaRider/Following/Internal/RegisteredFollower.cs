namespace KafkaRider.Internal;

/// <summary>Represents a follower that was added to the services instead of where the rider is configured.</summary>
internal sealed record RegisteredFollower(string Topic, Func<IServiceProvider, ITopicFollower> GetFollower, Func<IServiceProvider, long> GetLagLimit);
