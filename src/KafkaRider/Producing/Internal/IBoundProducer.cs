using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is a producer of a rider, with all its settings.</summary>
internal interface IBoundProducer
{
    Type MessageType { get; }

    ITopicProducerSettings Settings { get; }

    /// <summary>Creates a way to the topic. Whoever observes one does not see what goes another way.</summary>
    ISendTransport CreateTransport(IHostConfiguration host, IProducerSetup setup, Func<KafkaProducer> getProducer);
}
