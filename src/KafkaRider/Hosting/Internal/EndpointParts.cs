using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Builds the endpoints of a rider, of the parts that they share.</summary>
internal sealed class EndpointParts(
    RiderSetup setup, IRiderRegistrationContext context, IBusInstance bus, KafkaProducer producer, ReplySender replies, TopicProducers publishing,
    TopicWatch topics, RiderMetrics metrics, TimeProvider time)
{
    /// <summary>Builds an endpoint that consumes a topic.</summary>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    public KafkaEndpoint Build(EndpointDeclaration declaration)
    {
        var settings = declaration.CreateSettings(setup.Prefix);
        settings.HeadersDeserializer = setup.HeadersDeserializer;
        var configuration = declaration.Create(this, settings);
        configuration.Validate().ThrowIfContainsFailure($"The endpoint of topic {settings.Topic} is invalid:");
        var own = settings.Client.ToDictionary(setting => setting.Key, setting => setting.Value);
        var client = KafkaClientConfiguration.Consumer(setup.Options, settings.GroupId, own);
        if (own.Count > 0)
        {
            KafkaClientConfiguration.Check(client, settings.Topic);
        }

        var endpointContext = configuration.CreateReceiveEndpointContext();
        endpointContext.ConnectReceiveEndpointObserver(setup.EndpointObservers);
        var receivers = Enumerable.Range(1, settings.ConcurrentConsumerLimit)
            .Select(index => BuildReceiver(CreateClient(client, settings, index), settings, endpointContext))
            .ToList();
        var source = receivers.Count == 1 ? receivers[0] : (IEndpointSource)new SeveralSources(receivers);
        return new(new(new KafkaReceiveTransport(source, endpointContext), endpointContext), source, settings) { Receivers = receivers };
    }

    /// <summary>Builds one of what reads without MassTransit's pipeline, but takes part in its health and its start and stop all the same.</summary>
    public KafkaEndpoint Build(IEndpointSource source, TopicEndpointSettings settings)
    {
        var endpointContext = CreateConfiguration(settings).CreateReceiveEndpointContext();
        return new(new(new KafkaReceiveTransport(source, endpointContext), endpointContext), source, settings);
    }

    public TopicEndpointConfiguration CreateConfiguration(TopicEndpointSettings settings) =>
        new(bus.HostConfiguration, CreateBase(settings), settings, setup.Serializer, CreateTransports);

    public TypedEndpointConfiguration<TKey, TValue> CreateConfiguration<TKey, TValue>(TopicEndpointSettings settings)
        where TValue : class => new(
        bus.HostConfiguration, CreateBase(settings), settings, setup.Serializer, CreateTransports, setup.Serializers, bus.Bus, publishing);

    private IReceiveEndpointConfiguration CreateBase(TopicEndpointSettings settings) =>
        bus.HostConfiguration.CreateReceiveEndpointConfiguration($"{KafkaTopicAddress.PathPrefix}/{settings.Topic}/{settings.GroupId}");

    private KafkaSendTransportProvider CreateTransports(ISerialization serialization) =>
        new(bus.HostConfiguration, serialization, setup.Serializer, producer, replies, publishing);

    private static ConsumerConfig CreateClient(ConsumerConfig client, TopicEndpointSettings settings, int index)
    {
        var own = KafkaClientConfiguration.Copy(client);
        own.GroupInstanceId = settings.GetInstanceId(index);
        return own;
    }

    private TopicReceiver BuildReceiver(ConsumerConfig client, TopicEndpointSettings settings, ReceiveEndpointContext endpointContext)
    {
        var deadLetters = new DeadLetters(settings.DeadLetterTopic, settings.GroupId, producer, replies, setup.Serializer, time);
        var failing = new FailingRecords();
        var processor = new RecordProcessor(
            endpointContext, endpointContext.CreateReceivePipeDispatcher(), settings, deadLetters, failing, metrics, time, Logger<RecordProcessor>());
        return new(client, settings, topics, processor, failing, time, Logger<TopicReceiver>()) { RefreshToken = setup.RefreshToken };
    }

    private ILogger<T> Logger<T>() => context.GetRequiredService<ILogger<T>>();
}
