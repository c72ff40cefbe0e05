using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Is a producer as <c>AddProducer</c> has registered it.</summary>
internal interface IProducerRegistration : IRegistration
{
    /// <summary>Gets the topic as it is configured: without the prefix.</summary>
    string Topic { get; }

    /// <summary>Configures the producer, of a rider that is being built.</summary>
    IBoundProducer Bind(IProducerSetup setup, IRiderRegistrationContext context);
}
