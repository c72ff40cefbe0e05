using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is the rider as the registrations see it.</summary>
internal interface IKafkaRider : IRiderControl
{
    /// <summary>Gets what sends requests.</summary>
    /// <exception cref="MassTransit.ConfigurationException">No reply topic is configured.</exception>
    Requester Requester { get; }
}
