using MassTransit;
using MassTransit.Observables;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is what is configured of a rider for all of its producers.</summary>
internal interface IProducerSetup
{
    string Prefix { get; }

    IReadOnlyList<IProducerRegistration> Producers { get; }

    KafkaJsonSerializer Serializer { get; }

    IKafkaSerializerFactory Serializers { get; }

    IHeadersSerializer? HeadersSerializer { get; }

    SendObservable SendObservers { get; }

    ISendPipe CreateSendPipe(ISendTopology topology);
}
