using KafkaRider.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider;

/// <summary>Adds followers of topics to the services of an application.</summary>
public static class TopicFollowerExtensions
{
    /// <summary>Has the rider of this application follow a topic, as <see cref="IKafkaFactoryConfigurator.Follow"/> does.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="getFollower">Returns what takes the records.</param>
    /// <param name="getLagLimit">Returns how many records it may be behind, at least 1. By default, 10,000.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection AddTopicFollower(
        this IServiceCollection services, string topic, Func<IServiceProvider, ITopicFollower> getFollower,
        Func<IServiceProvider, long>? getLagLimit = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(getFollower);

        const long DefaultLagLimit = 10_000;
        return services.AddSingleton(new RegisteredFollower(topic, getFollower, getLagLimit ?? (_ => DefaultLagLimit)));
    }

    /// <summary>Returns what was added to follow topics, so that a test without Kafka can tell it what the rider would.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The followers, in the order in which they were added.</returns>
    public static IReadOnlyList<ITopicFollower> GetTopicFollowers(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return [.. services.GetServices<RegisteredFollower>().Select(registered => registered.GetFollower(services))];
    }
}
