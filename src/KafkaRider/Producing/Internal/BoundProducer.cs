using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

internal sealed class BoundProducer<TKey, TValue>(TopicProducerSettings<TKey, TValue> settings) : IBoundProducer
    where TValue : class
{
    public Type MessageType => typeof(TValue);

    public ITopicProducerSettings Settings => settings;

    public ISendTransport CreateTransport(IHostConfiguration host, IProducerSetup setup, Func<KafkaProducer> getProducer) => new KafkaSendTransport(
        new(new TopicTransportContext<TKey, TValue>(host, settings, setup.Serializer, setup.CreateSendPipe(host.Topology.SendTopology), getProducer)));
}
