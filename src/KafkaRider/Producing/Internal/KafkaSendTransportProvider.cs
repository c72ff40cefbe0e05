using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Finds the Kafka transport for what a consumer sends, responds or publishes. MassTransit keeps the ones in use.</summary>
internal sealed class KafkaSendTransportProvider(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer, ReplySender replies,
    TopicProducers publishing)
    : ISendTransportProvider, IPublishTransportProvider
{
    public Uri NormalizeAddress(Uri address) => address;

    public Task<ISendTransport> GetSendTransport(Uri address) => Task.FromResult<ISendTransport>(KafkaAddress.TryParse(address, out var kafka)
        ? Create(kafka)
        : Create(new ForeignSendTransportContext(host, serialization, serializer, producer, replies, address)));

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class => publishing.CreatePublishTransport<T>() is { } transport
            ? Task.FromResult(transport)
            : throw new ConfigurationException(
                $"No topic is known for {TypeCache<T>.ShortName}: register one with AddProducer<{typeof(T).Name}>(topic).");

    private KafkaSendTransport Create(KafkaAddress address) =>
        Create(new KafkaSendTransportContext(host, serialization, serializer, producer, replies, publishing, address));

    private static KafkaSendTransport Create(SendTransportContext<KafkaProducerContext> context) => new(new(context));
}
