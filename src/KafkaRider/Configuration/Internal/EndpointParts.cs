using MassTransit;
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
    public KafkaEndpoint Build(EndpointDeclaration declaration)
    {
        var settings = new TopicEndpointSettings(declaration.Topic, declaration.GroupId, setup.Prefix);
        var configuration = CreateConfiguration(settings);
        declaration.Configure(configuration);
        configuration.Validate().ThrowIfContainsFailure($"The endpoint of topic {settings.Topic} is invalid:");

        var endpointContext = configuration.CreateReceiveEndpointContext();
        var deadLetters = new DeadLetters(settings.DeadLetterTopic, settings.GroupId, producer, replies, setup.Serializer, time);
        var failing = new FailingRecords();
        var processor = new RecordProcessor(
            endpointContext, endpointContext.CreateReceivePipeDispatcher(), settings, deadLetters, failing, metrics, time, Logger<RecordProcessor>());
        var receiver = new TopicReceiver(
            KafkaClientConfiguration.Consumer(setup.Options, settings.GroupId), settings, topics, processor, failing, time, Logger<TopicReceiver>());
        return new(new(new KafkaReceiveTransport(receiver, endpointContext), endpointContext), receiver);
    }

    /// <summary>Builds one of what reads without MassTransit's pipeline, but takes part in its health and its start and stop all the same.</summary>
    public KafkaEndpoint Build(IEndpointSource source, TopicEndpointSettings settings)
    {
        var endpointContext = CreateConfiguration(settings).CreateReceiveEndpointContext();
        return new(new(new KafkaReceiveTransport(source, endpointContext), endpointContext), source);
    }

    private TopicEndpointConfiguration CreateConfiguration(TopicEndpointSettings settings)
    {
        var host = bus.HostConfiguration;
        return new(
            host, host.CreateReceiveEndpointConfiguration($"kafka/{settings.Topic}/{settings.GroupId}"), settings, setup.Serializer,
            serialization => new(host, serialization, setup.Serializer, producer, replies, publishing));
    }

    private ILogger<T> Logger<T>() => context.GetRequiredService<ILogger<T>>();
}
