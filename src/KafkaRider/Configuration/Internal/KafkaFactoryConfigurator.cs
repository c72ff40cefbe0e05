using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using DataAnnotations = System.ComponentModel.DataAnnotations;

namespace KafkaRider.Internal;

/// <summary>Collects what is configured of the rider and connects it to the bus.</summary>
internal sealed class KafkaFactoryConfigurator(IRiderRegistrationContext context) : IKafkaFactoryConfigurator, IBusInstanceSpecification
{
    private readonly List<TopicDeclaration> _topics = [];
    private readonly List<(string Topic, string GroupId, Action<IKafkaTopicEndpointConfigurator> Configure)> _endpoints = [];
    private readonly List<(string Topic, ITopicFollower Follower, long LagLimit)> _followers = [];
    private KafkaOptions? _options;
    private KafkaRequestClientOptions? _requestClient;
    private KafkaJsonSerializer _serializer = new(JsonSerializerOptions.Web);

    private string Prefix => _options?.Prefix ?? string.Empty;

    private IEnumerable<IMessageRoute> Routes => context.GetServices<IMessageRoute>().Select(route => route.WithPrefix(Prefix));

    public void Host(KafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // Fails here, with one clear line, rather than with the first message.
        LoadNativeClient();
        KafkaClientConfiguration.Check(options);
        _options = options;
    }

    public void Host(string bootstrapServers) => Host(new KafkaOptions { BootstrapServers = bootstrapServers });

    public void UseJson(IJsonTypeInfoResolver resolver) => _serializer = new(new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(resolver, new DefaultJsonTypeInfoResolver()),
    });

    public void Topic(string name, int partitions, TimeSpan? retention)
    {
        _topics.RemoveAll(topic => topic.Name == name);
        _topics.Add(new(name, partitions, retention));
    }

    public void RequestClient(KafkaRequestClientOptions options) => _requestClient = options;

    public void TopicEndpoint(string topic, string groupId, Action<IKafkaTopicEndpointConfigurator> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        ArgumentNullException.ThrowIfNull(configure);

        _endpoints.Add((topic, groupId, configure));
    }

    public void Follow(string topic, ITopicFollower follower, long lagLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(follower);
        ArgumentOutOfRangeException.ThrowIfLessThan(lagLimit, 1);

        _followers.Add((topic, follower, lagLimit));
    }

    public IEnumerable<ValidationResult> Validate()
    {
        if (string.IsNullOrWhiteSpace(_options?.BootstrapServers))
        {
            yield return this.Failure("Host", "must name the bootstrap servers");
        }

        foreach (var name in GetTopics().Where(name => !KafkaAddress.IsTopicName(name)))
        {
            yield return this.Failure("Topic", $"'{name}' is not the name of a topic: 249 letters from A to Z, digits, '.', '_' and '-' at most");
        }

        foreach (var topic in _topics.Where(topic => topic.Partitions < 1))
        {
            yield return this.Failure("Topic", $"{topic.Name} must have at least 1 partition but has {topic.Partitions}");
        }

        foreach (var invalid in CheckRequestClient())
        {
            yield return this.Failure("RequestClient", $"is refused: {invalid.ErrorMessage}");
        }
    }

    public void Configure(IBusInstance busInstance)
    {
        Validate().ThrowIfContainsFailure("The Kafka rider configuration is invalid:");
        busInstance.Connect<IKafkaRider>(Build(busInstance));
    }

    private static void LoadNativeClient()
    {
        try
        {
            LibrdkafkaResolver.Load();
        }
        catch (DllNotFoundException exception)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }

    private List<DataAnnotations.ValidationResult> CheckRequestClient()
    {
        var results = new List<DataAnnotations.ValidationResult>();
        if (_requestClient is { } options)
        {
            DataAnnotations.Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        }

        return results;
    }

    private KafkaRider Build(IBusInstance bus)
    {
        var time = context.GetService<TimeProvider>() ?? TimeProvider.System;
        var metrics = new RiderMetrics();
        var producer = new KafkaProducer(KafkaClientConfiguration.Producer(_options!, _requestClient?.Timeout), time, Logger<KafkaProducer>());
        var refused = new RefusedTopics(time);
        var replySender = new ReplySender(producer, refused, GetTopicsForReplies(), metrics, time, Logger<ReplySender>());
        var routes = Routes.ToDictionary(route => route.MessageType);
        var used = GetTopics();
        var rights = new TopicRights(producer, GetWrittenTopics(), time);
        var monitor = new BrokerMonitor(producer, used, rights, time, Logger<BrokerMonitor>());
        var watch = new TopicWatch(producer, used, time, Logger<TopicWatch>());
        var endpoints = _endpoints
            .Select(endpoint => BuildTopicEndpoint(
                bus, new(endpoint.Topic, endpoint.GroupId, Prefix), endpoint.Configure, watch, producer, replySender, routes, metrics, time))
            .ToList();

        metrics.ObserveUncommitted([.. endpoints.Select(endpoint => endpoint.Source).OfType<TopicReceiver>()]);
        var owned = new List<IDisposable> { metrics };
        Requester? requester = null;
        if (_requestClient?.WithPrefix(Prefix) is { } options)
        {
            var pending = new PendingRequests(options.MaxPending, time, metrics);
            owned.Add(pending);
            var replies = new ReplyConsumer(
                KafkaClientConfiguration.Reader(_options!, options.ReplyTopic), options, watch, pending, metrics, time, Logger<ReplyConsumer>());
            requester = new(Prefix, producer, pending, replies, monitor, _serializer, refused, options, metrics, time, Logger<Requester>());
            endpoints.Add(BuildEndpoint(bus, replies, new(options.ReplyTopic, "replies"), producer, replySender, routes));
        }

        var readers = _followers.GroupBy(f => f.Topic).Select(topic => BuildReader(
            Prefix + topic.Key, new([.. topic.Select(f => f.Follower)]), topic.Min(f => f.LagLimit), watch, metrics, time)).ToList();
        metrics.ObserveLag(readers);
        endpoints.AddRange(readers.Select((reader, index) => BuildEndpoint(bus, reader, new(reader.Topic, $"follower-{index}"), producer, replySender, routes)));

        var declared = _topics.ConvertAll(topic => topic with { Name = Prefix + topic.Name });
        var topics = new RiderTopics(
            new(producer, declared, time, Logger<TopicCreation>()), new(producer, declared, Logger<TopicCheck>()), watch, declared, time, Logger<RiderTopics>());
        return new(
            producer, topics, monitor, refused, requester, endpoints, owned, context.GetService<IHostApplicationLifetime>(), Logger<KafkaRider>());
    }

    private KafkaEndpoint BuildTopicEndpoint(
        IBusInstance bus, TopicEndpointSettings settings, Action<IKafkaTopicEndpointConfigurator> configure, TopicWatch topics, KafkaProducer producer,
        ReplySender replies, IReadOnlyDictionary<Type, IMessageRoute> routes, RiderMetrics metrics, TimeProvider time)
    {
        var configuration = CreateConfiguration(bus, settings, producer, replies, routes);
        configure(configuration);
        configuration.Validate().ThrowIfContainsFailure($"The endpoint of topic {settings.Topic} is invalid:");

        var endpointContext = configuration.CreateReceiveEndpointContext();
        var deadLetters = new DeadLetters(settings.DeadLetterTopic, settings.GroupId, producer, replies, _serializer, time);
        var failing = new FailingRecords();
        var processor = new RecordProcessor(
            endpointContext, endpointContext.CreateReceivePipeDispatcher(), settings, deadLetters, failing, metrics, time, Logger<RecordProcessor>());
        var receiver = new TopicReceiver(
            KafkaClientConfiguration.Consumer(_options!, settings.GroupId), settings, topics, processor, failing, time, Logger<TopicReceiver>());
        return new(new(new KafkaReceiveTransport(receiver, endpointContext), endpointContext), receiver);
    }

    private TopicReader BuildReader(
        string topic, TopicFollowers followers, long lagLimit, TopicWatch topics, RiderMetrics metrics, TimeProvider time) =>
        new(KafkaClientConfiguration.Follower(_options!, topic), topic, topics, followers, lagLimit, _serializer, metrics, time, Logger<TopicReader>());

    // What reads without MassTransit's pipeline takes part in its health and its start and stop all the same.
    private KafkaEndpoint BuildEndpoint(
        IBusInstance bus, IEndpointSource source, TopicEndpointSettings settings, KafkaProducer producer,
        ReplySender replies, IReadOnlyDictionary<Type, IMessageRoute> routes)
    {
        var endpointContext = CreateConfiguration(bus, settings, producer, replies, routes).CreateReceiveEndpointContext();
        return new(new(new KafkaReceiveTransport(source, endpointContext), endpointContext), source);
    }

    private TopicEndpointConfiguration CreateConfiguration(
        IBusInstance bus, TopicEndpointSettings settings, KafkaProducer producer, ReplySender replies, IReadOnlyDictionary<Type, IMessageRoute> routes)
    {
        var host = bus.HostConfiguration;
        return new(
            host, host.CreateReceiveEndpointConfiguration($"kafka/{settings.Topic}/{settings.GroupId}"), settings, _serializer,
            serialization => new(host, serialization, _serializer, producer, replies, routes));
    }

    // Whatever the rider reads or writes must be there for it to be healthy.
    private List<string> GetTopics() =>
        [.. _topics.Select(topic => topic.Name)
            .Concat(_endpoints.Select(endpoint => endpoint.Topic))
            .Concat(_followers.Select(follower => follower.Topic))
            .Concat(_requestClient is { ReplyTopic.Length: > 0 } options ? [options.ReplyTopic] : [])
            .Select(topic => Prefix + topic)
            .Concat(Routes.Select(route => route.Topic))
            .Distinct()];

    // What is read here is no place for a reply, whatever somebody writes into a header.
    private HashSet<string> GetTopicsForReplies() =>
        [.. GetTopics().Except(_endpoints.Select(endpoint => $"{Prefix}{endpoint.Topic}")).Except(_followers.Select(follower => $"{Prefix}{follower.Topic}"))];

    private List<string> GetWrittenTopics() =>
        [.. context.GetServices<RequestTopic>().Select(request => Prefix + request.Name).Concat(Routes.Select(route => route.Topic)).Distinct()];

    private ILogger<T> Logger<T>() => context.GetRequiredService<ILogger<T>>();
}
