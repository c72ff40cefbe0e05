using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using DataAnnotations = System.ComponentModel.DataAnnotations;

namespace KafkaRider.Internal;

/// <summary>Collects what is configured of the rider and connects it to the bus.</summary>
/// <param name="context">What configurations may ask for services.</param>
/// <param name="client">Settings of all clients; the rider adds to them.</param>
internal sealed class KafkaFactoryConfigurator(IRiderRegistrationContext context, ClientConfig client)
    : ClientConfigurator(client), IKafkaFactoryConfigurator, IBusInstanceSpecification
{
    private readonly RiderSetup _setup = new() { Producers = [.. context.GetRegistrations<IProducerRegistration>()] };
    private readonly ClientConfig _client = client;

    public void Host(KafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // Fails here, with one clear line, rather than with the first message.
        LoadNativeClient();
        KafkaClientConfiguration.Check(options);
        _setup.Options = options;
    }

    public void Host(string server, Action<IKafkaHostConfigurator>? configure) => Host([server], configure);

    public void Host(IReadOnlyList<string> servers, Action<IKafkaHostConfigurator>? configure)
    {
        ArgumentNullException.ThrowIfNull(servers);

        _client.BootstrapServers = string.Join(',', servers);
        configure?.Invoke(new HostConfigurator(_client));
    }

    public void OAuthBearerTokenRefreshHandler(Action<IClient, string> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _setup.RefreshToken = handler;
    }

    public void ConfigureApi(Action<IKafkaApiConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new ApiConfigurator(_client));
    }

    public void ConfigureSocket(Action<IKafkaSocketConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new SocketConfigurator(_client));
    }

    public void SetHeadersDeserializer(IHeadersDeserializer deserializer)
    {
        ArgumentNullException.ThrowIfNull(deserializer);
        _setup.HeadersDeserializer = deserializer;
    }

    public void SetHeadersSerializer(IHeadersSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        _setup.HeadersSerializer = serializer;
    }

    public void SetSerializationFactory(IKafkaSerializerFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _setup.Serializers = factory;
    }

    public void UseJson(IJsonTypeInfoResolver resolver)
    {
        _setup.HasJson = true;
        _setup.Serializer = new(new(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(resolver, new DefaultJsonTypeInfoResolver()),
        });
    }

    public void Topic(string name, int partitions, TimeSpan? retention)
    {
        _setup.Topics.RemoveAll(topic => topic.Name == name);
        _setup.Topics.Add(new(name, partitions, retention));
    }

    public void RequestClient(KafkaRequestClientOptions options) => _setup.RequestClient = options;

    public void TopicEndpoint(string topic, string groupId, Action<IKafkaTopicEndpointConfigurator> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        ArgumentNullException.ThrowIfNull(configure);

        _setup.Endpoints.Add(new MixedEndpoint(topic, groupId, configure));
    }

    public void TopicEndpoint<TKey, TValue>(
        string topicName, string groupId, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class => TopicEndpoint(topicName, new ConsumerConfig { GroupId = groupId }, configure);

    public void TopicEndpoint<TKey, TValue>(
        string topicName, ConsumerConfig consumerConfig, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class => _setup.Endpoints.Add(TypedEndpoint<TKey, TValue>.Create(topicName, consumerConfig, configure));

    public void Follow(string topic, ITopicFollower follower, long lagLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(follower);
        ArgumentOutOfRangeException.ThrowIfLessThan(lagLimit, 1);

        _setup.Followers.Add((topic, follower, lagLimit));
    }

    public void ConfigureSend(Action<ISendPipeConfigurator> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _setup.ConfigureSend.Add(callback);
    }

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => _setup.SendObservers.Connect(observer);

    public ConnectHandle ConnectReceiveEndpointObserver(IReceiveEndpointObserver observer) => _setup.EndpointObservers.Connect(observer);

    /// <summary>Takes over what is set of the clients, beside the options that <c>Host</c> may have been given.</summary>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    public void TakeClientSettings()
    {
        var options = _setup.Options;
        var settings = _client.Where(setting => setting.Key != "bootstrap.servers").ToList();
        if (settings.Count == 0 && (options.BootstrapServers.Length > 0 || string.IsNullOrEmpty(_client.BootstrapServers)))
        {
            return;
        }

        _setup.Options = options.With(options.BootstrapServers.Length > 0 ? options.BootstrapServers : _client.BootstrapServers ?? "", settings);
        LoadNativeClient();
        KafkaClientConfiguration.Check(_setup.Options);
    }

    public IEnumerable<ValidationResult> Validate()
    {
        if (string.IsNullOrWhiteSpace(_setup.Options.BootstrapServers))
        {
            yield return this.Failure("Kafka:BootstrapServers", "must name the brokers, as host:port");
        }

        foreach (var name in _setup.GetTopics().Where(name => !KafkaAddress.IsTopicName(name)))
        {
            yield return this.Failure("Topic", $"'{name}' is not the name of a topic: 249 letters from A to Z, digits, '.', '_' and '-' at most");
        }

        foreach (var topic in _setup.Topics.Where(topic => topic.Partitions < 1))
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
        busInstance.Connect<IKafkaRider>(new KafkaRider(_setup, context, busInstance));
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
        if (_setup.RequestClient is { } options)
        {
            DataAnnotations.Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        }

        return results;
    }
}
