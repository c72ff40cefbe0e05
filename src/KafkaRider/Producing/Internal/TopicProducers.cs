using System.Collections.Concurrent;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.DependencyInjection;
using MassTransit.Observables;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Internal;

/// <summary>Has the producers of a rider, however often that is stopped and started.</summary>
internal sealed class TopicProducers : ITopicProducerProvider
{
    private readonly IHostConfiguration _host;
    private readonly IProducerSetup _setup;
    private readonly Func<ITopicProducerSettings, KafkaProducer> _find;
    private readonly IReadOnlyDictionary<IProducerRegistration, IBoundProducer> _registered;
    private readonly Dictionary<Type, IBoundProducer> _published = [];
    private readonly ConcurrentDictionary<(string Topic, Type Key, Type Value), Lazy<ISendTransport>> _transports = [];
    private readonly SendObservable _observers = new();

    /// <param name="host">The host of the bus.</param>
    /// <param name="setup">What is configured of the rider.</param>
    /// <param name="registered">The producers that are registered; of several of a type, the first takes what is published.</param>
    /// <param name="find">Returns the producer's client as the rider runs now.</param>
    public TopicProducers(
        IHostConfiguration host, IProducerSetup setup, IReadOnlyDictionary<IProducerRegistration, IBoundProducer> registered,
        Func<ITopicProducerSettings, KafkaProducer> find)
    {
        _host = host;
        _setup = setup;
        _registered = registered;
        _find = find;
        foreach (var registration in setup.Producers)
        {
            _published.TryAdd(registered[registration].MessageType, registered[registration]);
        }
    }

    /// <summary>Gets the settings of all producers that are registered.</summary>
    public IEnumerable<ITopicProducerSettings> Settings => _registered.Values.Select(producer => producer.Settings);

    public ITopicProducer<TKey, TValue> GetProducer<TKey, TValue>(Uri address)
        where TValue : class => Get<TKey, TValue>(address, scope: null);

    /// <summary>Returns the producer of a registration for a scope.</summary>
    public ITopicProducer<TKey, TValue> Get<TKey, TValue>(IProducerRegistration registration, IServiceProvider scope)
        where TValue : class => Get<TKey, TValue>(_setup.Prefix + registration.Topic, scope);

    /// <summary>Returns the producer of an address for a scope, if there is one.</summary>
    public ITopicProducer<TKey, TValue> Get<TKey, TValue>(Uri address, IServiceProvider? scope)
        where TValue : class => Get<TKey, TValue>(new KafkaTopicAddress(_host.HostAddress, address).Topic, scope);

    private TopicProducer<TKey, TValue> Get<TKey, TValue>(string topic, IServiceProvider? scope)
        where TValue : class
    {
        var transport = _transports.GetOrAdd((topic, typeof(TKey), typeof(TValue)), key => new(() => Connect(Find<TKey, TValue>(key.Topic)))).Value;
        var consumed = scope?.GetService<IScopedConsumeContextProvider>();
        return new TopicProducer<TKey, TValue>(transport, scope, consumed is { HasContext: true } ? consumed.GetContext() : null);
    }

    /// <summary>Creates a way for what is published, or returns <see langword="null"/> if no producer is registered for it.</summary>
    public ISendTransport? CreatePublishTransport<T>()
        where T : class => _published.TryGetValue(typeof(T), out var producer) ? Create(producer) : null;

    /// <summary>Returns the client of a producer of a topic, if one has settings of its own for it.</summary>
    public KafkaProducer? FindClient(string topic) =>
        Settings.FirstOrDefault(settings => settings.Topic == topic && settings.HasOwnClient) is { } settings ? _find(settings) : null;

    public bool Publishes<T>()
        where T : class => _published.ContainsKey(typeof(T));

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => _observers.Connect(observer);

    private BoundProducer<TKey, TValue> Find<TKey, TValue>(string topic)
        where TValue : class =>
        _registered.Values.OfType<BoundProducer<TKey, TValue>>().FirstOrDefault(producer => producer.Settings.Topic == topic)
        ?? new(new(topic, new ProducerConfig(), _setup.Serializers) { HeadersSerializer = _setup.HeadersSerializer });

    private ISendTransport Connect(IBoundProducer producer)
    {
        var transport = Create(producer);
        transport.ConnectSendObserver(_observers);
        transport.ConnectSendObserver(_setup.SendObservers);
        transport.ConnectSendObserver(_host.SendObservers);
        return transport;
    }

    private ISendTransport Create(IBoundProducer producer) => producer.CreateTransport(_host, _setup, () => _find(producer.Settings));
}
