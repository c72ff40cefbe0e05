using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Finds the Kafka transport for what a consumer sends, responds or publishes.</summary>
internal sealed class KafkaSendTransportProvider(
    IHostConfiguration host, ISerialization serialization, KafkaJsonSerializer serializer, KafkaProducer producer,
    IReadOnlyDictionary<Type, IMessageRoute> routes)
    : ISendTransportProvider, IPublishTransportProvider
{
    private readonly ConcurrentDictionary<KafkaAddress, ISendTransport> _transports = new();

    public Uri NormalizeAddress(Uri address) => address;

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        if (!KafkaAddress.TryParse(address, out var kafka))
        {
            throw new ArgumentException($"{address} is not the address of a Kafka topic, such as kafka:topic or kafka:topic?partition=7.", nameof(address));
        }

        return Task.FromResult(_transports.GetOrAdd(kafka, a => Create(a, key: null)));
    }

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class => routes.TryGetValue(typeof(T), out var route)
            ? Task.FromResult<ISendTransport>(Create(new(route.Topic), route.GetKey))
            : throw new ConfigurationException(
                $"No topic is known for {TypeCache<T>.ShortName}: register one with AddProducer<{typeof(T).Name}>(topic).");

    private SendTransport<KafkaProducerContext> Create(KafkaAddress address, Func<object, string?>? key) =>
        new(new KafkaSendTransportContext(host, serialization, serializer, producer, address, key));
}
