using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Holds what is configured of a rider.</summary>
internal sealed class RiderSetup : IProducerSetup
{
    private IKafkaSerializerFactory? _serializers;

    public KafkaOptions Options { get; set; } = new();

    public string Prefix => Options.Prefix;

    /// <summary>Gets or sets what gets a token for a client that needs one.</summary>
    public Action<IClient, string>? RefreshToken { get; set; }

    public List<TopicDeclaration> Topics { get; } = [];

    public List<EndpointDeclaration> Endpoints { get; } = [];

    public List<(string Topic, ITopicFollower Follower, long LagLimit)> Followers { get; } = [];

    public IReadOnlyList<IProducerRegistration> Producers { get; set; } = [];

    public KafkaRequestClientOptions? RequestClient { get; set; }

    /// <summary>Gets or sets the rider's JSON: of requests, replies, and whatever an endpoint of several types consumes.</summary>
    public KafkaJsonSerializer Serializer { get; set; } = new(JsonSerializerOptions.Web);

    /// <summary>Gets or sets whether somebody has said what JSON is like; typed producers and endpoints have MassTransit's otherwise.</summary>
    public bool HasJson { get; set; }

    public IKafkaSerializerFactory Serializers
    {
        get => _serializers ??= HasJson ? new DefaultKafkaSerializerFactory(Serializer.Options) : new DefaultKafkaSerializerFactory();
        set => _serializers = value;
    }

    public IHeadersSerializer? HeadersSerializer { get; set; }

    public IHeadersDeserializer? HeadersDeserializer { get; set; }

    public List<Action<ISendPipeConfigurator>> ConfigureSend { get; } = [];

    public SendObservable SendObservers { get; } = new();

    public ReceiveEndpointObservable EndpointObservers { get; } = new();

    public ISendPipe CreateSendPipe(ISendTopology topology)
    {
        var configuration = new SendPipeConfiguration(topology);
        ConfigureSend.ForEach(configure => configure(configuration.Configurator));
        return configuration.CreatePipe();
    }

    /// <summary>Returns the full names of all topics that the rider reads or writes: they must be there for it to be healthy.</summary>
    public List<string> GetTopics() =>
        [.. Topics.Select(topic => topic.Name)
            .Concat(Endpoints.Where(endpoint => !endpoint.IsPattern).Select(endpoint => endpoint.Topic))
            .Concat(Followers.Select(follower => follower.Topic))
            .Concat(RequestClient is { ReplyTopic.Length: > 0 } options ? [options.ReplyTopic] : [])
            .Concat(Producers.Select(producer => producer.Topic))
            .Select(topic => Prefix + topic)
            .Distinct()];

    /// <summary>Returns where a reply may go. What is read here is no place for one, whatever somebody writes into a header.</summary>
    public HashSet<string> GetTopicsForReplies() =>
        [.. GetTopics().Except(Endpoints.Select(endpoint => $"{Prefix}{endpoint.Topic}")).Except(Followers.Select(follower => $"{Prefix}{follower.Topic}"))];
}
