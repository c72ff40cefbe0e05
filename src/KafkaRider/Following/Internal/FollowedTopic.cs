namespace KafkaRider.Internal;

/// <summary>Shows one of the topics that are read with the same client as an endpoint of its own.</summary>
internal sealed class FollowedTopic(FollowingLoop loop, TopicReader reader) : IEndpointSource
{
    public EndpointStatus Status => reader.Status;

    public Task Ready => reader.Ready;

    public void Start() => loop.Start();

    public Task StopAsync() => loop.StopAsync();
}
