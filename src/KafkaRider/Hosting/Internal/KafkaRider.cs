using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is the rider of a bus, which may be stopped and started again.</summary>
internal sealed class KafkaRider : IKafkaRider
{
    private readonly RiderSetup _setup;
    private readonly IRiderRegistrationContext _context;
    private readonly RiderBuilder _builder;
    private readonly Lock _gate = new();
    private RiderSession _session;

    public KafkaRider(RiderSetup setup, IRiderRegistrationContext context, IBusInstance bus)
    {
        _setup = setup;
        _context = context;
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

    public HostReceiveEndpointHandle ConnectTopicEndpoint<TKey, TValue>(
        string topicName, string groupId, Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class => ConnectTopicEndpoint(topicName, new ConsumerConfig { GroupId = groupId }, configure);

    public HostReceiveEndpointHandle ConnectTopicEndpoint<TKey, TValue>(
        string topicName, ConsumerConfig consumerConfig, Action<IRiderRegistrationContext, IKafkaTopicReceiveEndpointConfigurator<TKey, TValue>> configure)
        where TValue : class
    {
        var declaration = TypedEndpoint<TKey, TValue>.Create(topicName, consumerConfig, configurator => configure?.Invoke(_context, configurator));
        lock (_gate)
        {
            _session.Endpoints.Add(declaration);
            _setup.Endpoints.Add(declaration);
        }

        return new ConnectedEndpoint(this, declaration);
    }

    private async Task DisconnectAsync(EndpointDeclaration declaration, CancellationToken cancellationToken)
    {
        RiderSession session;
        lock (_gate)
        {
            _setup.Endpoints.Remove(declaration);
            session = _session;
        }

        await session.Endpoints.RemoveAsync(declaration, cancellationToken).ConfigureAwait(false);
    }

    // Another endpoint stands for it after each start of the bus.
    private sealed class ConnectedEndpoint(KafkaRider rider, EndpointDeclaration declaration) : HostReceiveEndpointHandle
    {
        private ReceiveEndpoint _last = rider.Session.Endpoints.Find(declaration)!.Endpoint;

        public IReceiveEndpoint ReceiveEndpoint => Current;

        public Task<ReceiveEndpointReady> Ready => Current.Started;

        private ReceiveEndpoint Current => _last = rider.Session.Endpoints.Find(declaration)?.Endpoint ?? _last;

        public Task StopAsync(CancellationToken cancellationToken) => rider.DisconnectAsync(declaration, cancellationToken);
    }
}
