using MassTransit.Middleware;

namespace KafkaRider.Internal;

/// <summary>Carries the producer through MassTransit's send pipeline.</summary>
internal sealed class KafkaProducerContext(KafkaProducer producer) : BasePipeContext
{
    public KafkaProducer Producer => producer;
}
