using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is the rider of a bus, which may be stopped and started again.</summary>
internal sealed class KafkaRider : IKafkaRider
{
    private readonly RiderBuilder _builder;
    private readonly Lock _gate = new();
    private RiderSession _session;

    public KafkaRider(RiderSetup setup, IRiderRegistrationContext context, IBusInstance bus)
    {
        Producers = new(
            bus.HostConfiguration, setup, setup.Producers.ToDictionary(registration => registration, registration => registration.Bind(setup, context)),
            settings => Session.Producers.Find(settings));
        _builder = new(setup, context, bus, Producers);

        // At once, so that what is refused is told when the bus is built.
        _session = _builder.Build();
    }

    public TopicProducers Producers { get; }

    /// <summary>Gets what sends requests.</summary>
    /// <exception cref="ConfigurationException">No reply topic is configured.</exception>
    public Requester Requester => Session.Requester;

    /// <summary>Gets what writes records of those who have no producer of their own.</summary>
    public KafkaProducer Producer => Session.Producers.Shared;

    /// <summary>Gets what writes replies.</summary>
    public ReplySender Replies => Session.Replies;

    private RiderSession Session => Volatile.Read(ref _session);

    public RiderHandle Start(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_session.HasStopped)
            {
                Volatile.Write(ref _session, _builder.Build());
            }

            return _session.Start();
        }
    }

    public IEnumerable<EndpointHealthResult> CheckEndpointHealth() => Session.CheckEndpointHealth();

    public ITopicProducer<TKey, TValue> GetProducer<TKey, TValue>(Uri address)
        where TValue : class => Producers.GetProducer<TKey, TValue>(address);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => Producers.ConnectSendObserver(observer);
}
